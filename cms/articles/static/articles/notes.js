// Keeps the desk's notes beside an open page in step with what was last saved or done.

async function refresh(box) {
  const answer = await fetch(box.dataset.deskNotes, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (answer.ok) {
    box.innerHTML = await answer.text();
  }
}

for (const stale of ["w-autosave:success", "desk-notes:stale"]) {
  document.addEventListener(stale, () => document.querySelectorAll("[data-desk-notes]").forEach(refresh));
}
