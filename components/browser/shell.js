// What every page does beside Streamlit's own.

const STATE = "data-test-connection-state";

/**
 * When a lost connection is back, Streamlit's page asks for nothing by itself: a date moved meanwhile would not reach
 * the address, and another copy of the server would not know the first press. So we ask.
 */
const askAgain = (ask) => {
  const app = document.querySelector("[data-testid=stApp]");
  let lost = false;
  const watch = new MutationObserver(() => {
    const connected = app.getAttribute(STATE) === "CONNECTED";
    if (connected && lost) ask();
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

export default function shell({ setTriggerValue }) {
  const stopAsking = askAgain(() => setTriggerValue("back", true));
  for (const event of ["pointerdown", "focusin"]) document.addEventListener(event, keepView, true);
  return () => {
    stopAsking();
    for (const event of ["pointerdown", "focusin"]) document.removeEventListener(event, keepView, true);
  };
}
