// A step of the review is one request. Its name stands in the form while it is on its way, so an autosave of the form would take
// the step a second time, and one that arrives after it would be refused.
let leaving = false;

document.addEventListener("submit", (event) => {
  leaving = event.target.matches("[data-edit-form]");
  // What somebody else holds back, such as a question, leaves the page as it is.
  setTimeout(() => (leaving = leaving && !event.defaultPrevented));
}, true);

window.addEventListener("pageshow", () => (leaving = false));

// Where the request was stopped, the page stays: what is typed from now on is saved again, and asked about before it is left.
document.addEventListener("input", ({ target }) => {
  const form = target.closest("[data-edit-form]");
  if (!leaving || !form) return;
  leaving = false;
  form.dataset.wUnsavedConfirmationValue = "true";
});

document.addEventListener("w-autosave:save", (event) => {
  if (leaving || [...event.detail.formData.keys()].some((name) => name.startsWith("action-"))) {
    event.preventDefault();
  }
});
