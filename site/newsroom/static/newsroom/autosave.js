// What is typed while an autosave is on its way is not in it. Wagtail takes the form as it stands at the answer for saved: the last
// words before it would not be saved, and leaving the page would lose them without a question.

let sent;

const watcherOf = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");

document.addEventListener("w-autosave:save", ({ target }) => {
  sent = watcherOf(target)?.formData;
});

document.addEventListener("w-autosave:success", ({ target, detail }) => {
  const watcher = watcherOf(target);
  if (!watcher || sent === undefined) return;
  const saved = new URLSearchParams(sent);
  for (const [name, value] of Object.entries(detail.response.field_updates ?? {})) {
    if (saved.has(name)) saved.set(name, value);
  }
  watcher.initialFormData = watcher.previousFormData = saved.toString();
  watcher.check();
});
