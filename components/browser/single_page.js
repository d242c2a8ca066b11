// The live board on a page of its own: a stand-in for what Streamlit does for it. The view is kept in the address of
// the page where the browser allows it (a frame or a file may forbid it), else only on screen.

import { PARAMETERS, readAddress } from "./address.js";
import mount from "./live_board.js";

const talks = JSON.parse(document.getElementById("talks").textContent);
// a frame belongs to somebody else's page, whose Back button should not step through our dates
const STEP = window === window.top ? "pushState" : "replaceState";
let seen = ""; // what the address asked when last read or written
let serial = 0;

/** Our parameters after the # if there are any, else those of the query. */
const askedHere = () => {
  const asked = [location.hash, location.search].map((part) =>
    [...new URLSearchParams(part.slice(1))].filter(([name]) => PARAMETERS.includes(name)),
  );
  return Object.fromEntries(asked.find((said) => said.length) ?? []);
};

/** The address with a view in its query, or after its # and so without loading the page; what else it says stays. */
const addressOf = (view, part) => {
  const address = new URL(location.href);
  for (const one of part === "search" ? ["search", "hash"] : ["hash"]) {
    const said = new URLSearchParams(address[one].slice(1));
    if (one !== part && !PARAMETERS.some((name) => said.has(name))) continue;
    for (const name of [...PARAMETERS, ...Object.keys(view)]) said.delete(name);
    if (one === part) for (const [name, value] of Object.entries(view)) if (value) said.set(name, value);
    address[one] = said.toString().replaceAll("%2C", ",");
  }
  return address.href;
};

const writeAddress = (view, how) => {
  const address = addressOf(view, "search");
  if (address === location.href) return;
  try {
    history[how](null, "", address);
  } catch {
    try {
      location.replace(addressOf(view, "hash"));
    } catch {
      // neither is allowed here: the view stays on screen
    }
  }
  seen = JSON.stringify(askedHere());
};

const say = (notices) =>
  document
    .getElementById("notices")
    .replaceChildren(
      ...notices.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
    );

const followAddress = () => {
  const asked = askedHere();
  if (JSON.stringify(asked) === seen) return;
  seen = JSON.stringify(asked);
  const { view, notices } = readAddress(asked, talks);
  window.negotiationView = { serial: ++serial, ...view };
  window.dispatchEvent(new Event("negotiation-view"));
  say(notices);
  writeAddress(view, "replaceState");
};

const states = {
  ready: () => document.getElementById("opening").remove(),
  view: (view) => {
    say([]);
    writeAddress(view, STEP);
  },
};

followAddress();
window.addEventListener("popstate", followAddress);
window.addEventListener("hashchange", followAddress);
mount({
  parentElement: document.getElementById("board"),
  data: Uint8Array.from(atob(document.getElementById("record").textContent), (sign) => sign.charCodeAt(0)),
  setStateValue: (name, value) => states[name]?.(value),
});
