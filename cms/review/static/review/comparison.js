// Steps from change to change: buttons, which the admin's own keyboard shortcuts press (n and p).

const steps = document.querySelector("[data-comparison-steps]");
const changes = [...document.querySelectorAll("[data-change]")];

function open(element) {
  for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) {
    box.open = true;
  }
}

function present() {
  const here = document.activeElement?.closest("[data-change]");
  if (here) {
    return changes.indexOf(here);
  }
  // Without focus in a change, the last one above the middle of the window.
  const middle = window.innerHeight / 2;
  const seen = changes.filter((change) => change.offsetParent && change.getBoundingClientRect().top < middle);
  return window.scrollY > 0 && seen.length ? changes.indexOf(seen.at(-1)) : -1;
}

let last = -1;

function step(by) {
  const from = last >= 0 ? last : present();
  last = Math.min(changes.length - 1, Math.max(0, from + by));
  const change = changes[last];
  open(change);
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "center" });
  steps.querySelector("[data-comparison-place]").textContent = `${last + 1}/${changes.length}`;
}

if (steps && changes.length) {
  steps.hidden = false;
  steps.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) {
      step(Number(button.dataset.step));
    }
  });
  document.addEventListener("focusin", (event) => {
    const change = event.target.closest("[data-change]");
    if (change) {
      last = changes.indexOf(change);
    }
  });
}

// A link to a change inside a folded stretch opens it.
function openTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    open(target);
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
    }
    target.scrollIntoView();
  }
}
window.addEventListener("hashchange", openTarget);
openTarget();
