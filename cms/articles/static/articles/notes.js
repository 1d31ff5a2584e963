// Keeps the desk's notes beside an open page in step with what was last saved.

async function refresh(box) {
  const answer = await fetch(box.dataset.deskNotes, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) {
    box.innerHTML = await answer.text();
  }
}

document.addEventListener("w-autosave:success", () => {
  document.querySelectorAll("[data-desk-notes]").forEach(refresh);
});
