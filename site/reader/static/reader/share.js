// Copies the short link of an article. Without this file the link stands there to be copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.closest("li").hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      return; // The reader's browser does not allow it; the link stands below.
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    button.closest("section").querySelector("[role=status]").textContent = button.dataset.done;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
