// What every page does beside Streamlit's own.

const STATE = "data-test-connection-state";

/**
 * When a lost connection is back, Streamlit's page asks for nothing by itself: a date moved meanwhile would not reach
 * the address, and another copy of the server would not know the first press. So the live board says its view again,
 * and where there is none, we ask.
 */
const askAgain = (ask) => {
  const app = document.querySelector("[data-testid=stApp]");
  let lost = false;
  const watch = new MutationObserver(() => {
    const connected = app.getAttribute(STATE) === "CONNECTED";
    const nobodyAsks = () => window.dispatchEvent(new Event("negotiation-back", { cancelable: true }));
    if (connected && lost && nobodyAsks()) ask();
    lost = !connected;
  });
  watch.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => watch.disconnect();
};

/** The menu's links have no query: opened in a new tab, they would lose the date and the limit. */
const keepView = ({ target }) => {
  const link = target.closest?.("header a[href], [data-testid=stSidebarNav] a[href]");
  if (link?.origin === location.origin) link.search = location.search;
};

/** On arrival, after Back and Forward, the board is told a view that did not come from it. */
const tellBoard = (view) => {
  window.negotiationView = view;
  window.dispatchEvent(new Event("negotiation-view"));
};

const watch = (setTriggerValue) => {
  const stopAsking = askAgain(() => setTriggerValue("back", true));
  for (const event of ["pointerdown", "focusin"]) document.addEventListener(event, keepView, true);
  return () => {
    stopAsking();
    for (const event of ["pointerdown", "focusin"]) document.removeEventListener(event, keepView, true);
  };
};

const stops = new WeakMap();

/** Streamlit calls this again for every new view, and what it returns once, at the end. */
export default function shell({ data, parentElement, setTriggerValue }) {
  tellBoard(data);
  if (!stops.has(parentElement)) stops.set(parentElement, watch(setTriggerValue));
  return () => {
    stops.get(parentElement)?.();
    stops.delete(parentElement);
  };
}
