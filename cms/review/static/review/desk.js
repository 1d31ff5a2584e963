// The desk by keyboard, and kept fresh: j and k from row to row, c and u to take and give back, / to the filter, ? for the keys.
// Without it every link and button works as it stands.

const REFRESH_SECONDS = 60;

const desk = document.querySelector("[data-desk]");
const part = desk?.querySelector("[data-desk-part]");
const dialog = desk?.querySelector("[data-desk-dialog]");
let last = "";

const rows = () => [...desk.querySelectorAll("[data-desk-row]")];
const rowOf = (element) => element?.closest?.("[data-desk-row]");
const typing = (element) => Boolean(element?.closest?.("input, select, textarea, [contenteditable=true], dialog[open]"));

function step(by) {
  const all = rows();
  const here = rowOf(document.activeElement)?.id || last;
  const from = all.findIndex((row) => row.id === here);
  const row = all[from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + by))];
  row?.querySelector("[data-desk-open]").focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

const press = (selector) => rowOf(document.activeElement)?.querySelector(selector)?.click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  c: () => press("[data-desk-claim]"),
  u: () => press("[data-desk-release]"),
  "/": () => desk.querySelector("[data-desk-search]")?.focus(),
  "?": () => dialog?.showModal(),
};

function onKey(event) {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

// What has the focus is found again in the new part: the row, and which of its controls.
function place() {
  const focused = document.activeElement;
  if (!part.contains(focused)) {
    return () => {};
  }
  const id = focused.closest("[id]")?.id;
  const tags = "a, button, [tabindex]";
  const box = focused.closest("[id]");
  const at = [...(box?.querySelectorAll(tags) ?? [])].indexOf(focused);
  return () => {
    const again = id && document.getElementById(id);
    const controls = [...(again?.querySelectorAll(tags) ?? [])];
    (controls[at] ?? controls[0] ?? desk.querySelector("[data-desk-refresh]"))?.focus({ preventScroll: true });
  };
}

let acting = false;

async function refresh() {
  if (document.hidden || acting || dialog?.open || typing(document.activeElement)) {
    return;
  }
  let answer;
  try {
    answer = await fetch(desk.dataset.deskPartUrl, { headers: { "X-Requested-With": "XMLHttpRequest" }, redirect: "error" });
  } catch {
    return;
  }
  const text = answer.ok ? await answer.text() : "";
  if (text && !acting && !typing(document.activeElement)) {
    const again = place();
    part.innerHTML = text;
    again();
  }
}

if (desk) {
  desk.addEventListener("focusin", (event) => {
    last = rowOf(event.target)?.id ?? last;
  });
  desk.addEventListener("submit", (event) => {
    acting = event.target.matches("[data-desk-act]") || acting;
  });
  desk.querySelector("[data-desk-filter]")?.addEventListener("change", (event) => {
    if (event.target.matches("select")) {
      event.currentTarget.requestSubmit();
    }
  });
  if ("deskKeys" in desk.dataset) {
    document.addEventListener("keydown", onKey, { capture: true });
    const help = desk.querySelector("[data-desk-help]");
    help.hidden = false;
    help.addEventListener("click", () => dialog.showModal());
  }
  if (location.hash.startsWith("#desk-")) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    // Going to the place takes the focus away, after the page is there.
    const focus = () => (target?.querySelector("[data-desk-open]") ?? target)?.focus({ preventScroll: true });
    window.addEventListener("load", () => setTimeout(focus));
  }
  setInterval(refresh, REFRESH_SECONDS * 1000);
  document.addEventListener("visibilitychange", refresh);
}
