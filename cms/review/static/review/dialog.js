// The dialog of a step of the review, by keyboard: it begins in its first field, stays in itself, Escape closes it from anywhere,
// and what opened it has the focus again.
const FIELDS = "textarea, input:not([type=hidden]), select";
const STOPS = `${FIELDS}, button, a[href]`;
let opener = null;
let begun = null;

const dialog = () => document.querySelector(".modal.in");
const shown = (box, what) => [...box.querySelectorAll(what)].filter((each) => !each.disabled && each.offsetParent);

document.addEventListener("click", (event) => {
  const step = event.target.closest("[data-workflow-action-name]");
  if (step) opener = step.closest(".w-dropdown")?.querySelector("button") ?? step;
}, true);

document.addEventListener("keydown", (event) => {
  const box = dialog();
  if (!box) return;
  const stops = shown(box, STOPS);
  if (event.key === "Escape") {
    box.querySelector("[data-dismiss]")?.click();
  } else if (event.key === "Tab" && stops.length) {
    const [first, last] = [stops[0], stops.at(-1)];
    const at = document.activeElement;
    if (!stops.includes(at) || at === (event.shiftKey ? first : last)) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
});

new MutationObserver(() => {
  const box = dialog();
  const field = box && shown(box, FIELDS)[0];
  // A form that was not taken stands there anew.
  if (field && field !== begun) {
    begun = field;
    field.focus();
    // Bootstrap takes the focus to the dialog itself once it has faded in.
    setTimeout(() => {
      if (!shown(box, STOPS).includes(document.activeElement)) field.focus();
    }, 350);
  } else if (!box && begun && !document.querySelector(".modal")) {
    begun = null;
    opener?.focus();
    opener = null;
  }
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
