// How a reader likes to read, kept in this browser alone. It runs before the page is drawn, so that nothing flashes.
(() => {
  const KEPT = "reading";
  const NAMES = ["size", "theme", "contrast"];
  const root = document.documentElement;
  let wishes = {};

  function apply() {
    try {
      wishes = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      // Nothing is kept where the reader allows nothing to be kept.
    }
    show();
  }

  function show() {
    for (const name of NAMES) {
      if (wishes[name]) root.dataset[name] = wishes[name];
      else delete root.dataset[name];
    }
  }

  apply();
  addEventListener("storage", (event) => {
    if (event.key === KEPT) apply();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".reading");
    if (!box) return;
    box.dataset.ready = "";
    const form = box.querySelector("form");
    for (const name of NAMES) {
      const chosen = form.querySelector(`[name=${name}][value="${CSS.escape(wishes[name] ?? "")}"]`);
      if (chosen) chosen.checked = true;
    }
    form.addEventListener("change", () => {
      wishes = Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
      show();
      try {
        localStorage.setItem(KEPT, JSON.stringify(wishes));
      } catch {
        // It holds for this page then.
      }
    });
    const close = () => { box.open = false; };
    document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      close();
      box.querySelector("summary").focus();
    });
  });
})();
