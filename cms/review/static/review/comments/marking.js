// What is marked on the page can be commented on: a button beside it, or Ctrl+Alt+M.

/** `marked()` gives the anchor of what is marked now, or null; `take(anchor)` begins a comment on it. */
export function offerMarking(label, marked, take) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button talk-here";
  button.textContent = label;
  button.hidden = true;
  document.body.append(button);
  let anchor = null;

  const look = () => {
    anchor = marked();
    button.hidden = !anchor;
    if (!anchor) return;
    const box = boxOfMarked();
    const within = (place, most) => `${Math.max(8, Math.min(place, most - 8))}px`;
    button.style.setProperty("--top", within(box.bottom + 8, window.innerHeight - button.offsetHeight));
    button.style.setProperty("--left", within(box.left, window.innerWidth - button.offsetWidth));
  };
  const begin = () => {
    const chosen = marked() ?? anchor;
    button.hidden = true;
    if (chosen) take(chosen);
  };
  let later = 0;
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(look, 200);
  };
  document.addEventListener("selectionchange", soon);
  document.addEventListener("scroll", () => button.hidden || look(), { capture: true, passive: true });
  // A press would undo the marking before the click arrives.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", begin);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.altKey && event.code === "KeyM") {
      event.preventDefault();
      begin();
    }
  });
}

function boxOfMarked() {
  const field = document.activeElement;
  if (field?.matches("textarea, input")) return field.getBoundingClientRect();
  const selection = window.getSelection();
  const boxes = selection.rangeCount ? selection.getRangeAt(0).getClientRects() : [];
  return boxes.length ? boxes[boxes.length - 1] : document.body.getBoundingClientRect();
}
