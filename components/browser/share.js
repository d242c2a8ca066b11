// The Share button. A phone has a share sheet of its own; elsewhere the server opens ours.

const byPhone = async ({ title, url }) => {
  if (!navigator.share || !matchMedia("(pointer: coarse)").matches) return false;
  try {
    await navigator.share({ title, url });
  } catch (error) {
    return error.name === "AbortError"; // the reader closed the sheet; anything else: ours must do
  }
  return true;
};

export default function share(component) {
  const { parentElement, data, setTriggerValue } = component;
  parentElement.querySelector("button").onclick = async () => {
    if (!(await byPhone(data))) setTriggerValue("opened", true);
  };
}
