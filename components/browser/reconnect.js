// When a lost connection is back, Streamlit's page asks for nothing by itself: a date moved meanwhile would not reach
// the address, and another copy of the server would not know the first press. So we ask.

const STATE = "data-test-connection-state";

export default function reconnect({ setTriggerValue }) {
  const app = document.querySelector("[data-testid=stApp]");
  let lost = false;
  const watch = new MutationObserver(() => {
    const connected = app.getAttribute(STATE) === "CONNECTED";
    if (connected && lost) setTriggerValue("back", true);
    lost = !connected;
  });
  watch.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => watch.disconnect();
}
