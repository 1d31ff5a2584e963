// The draft as a text with its comments beside it.

import { Comments } from "./comments.js";
import { offerMarking } from "./marking.js";
import { anchorOfRange } from "./text.js";

const root = document.querySelector("[data-comments]");

const sourceOf = (element) => ({ part: element.dataset.part, units: [...element.querySelectorAll("[data-passage]")] });

function marked() {
  const selection = window.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const start = range.startContainer.parentElement?.closest("#draft [data-part]");
  return start ? anchorOfRange(sourceOf(start), range) : null;
}

async function readDraftAgain() {
  const answer = await fetch(window.location.href.split("#")[0]);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("draft");
  if (fresh) document.getElementById("draft").replaceChildren(...fresh.childNodes);
}

const comments = new Comments(root, readDraftAgain);
offerMarking(root.dataset.labelHere, marked, (anchor) => comments.write(anchor));

document.getElementById("draft").addEventListener("click", (event) => {
  const write = event.target.closest(".talk-write");
  if (!write) return;
  event.preventDefault();
  const source = sourceOf(write.closest("[data-part]"));
  const range = document.createRange();
  range.selectNodeContents(write.closest(".talk-passage").querySelector("[data-passage]"));
  comments.write(anchorOfRange(source, range));
});
