// Comments beside the page's editor: what is marked in a field can be commented on, and passages are shown in the fields. Nothing is
// written into them: highlights lie over the text.

import { Comments } from "./comments.js";
import { offerMarking } from "./marking.js";
import { anchorInField, anchorOfRange, find, rangeOf } from "./text.js";

const PANEL = "review-comments";
const root = document.querySelector(`[data-side-panel="${PANEL}"] [data-comments]`);
const form = document.querySelector("[data-edit-form]");
const toggle = document.querySelector(`[data-side-panel-toggle="${PANEL}"]`);

/** The part of the draft that a field of the form is; empty where that can't be told. */
function partOf(name) {
  if (name === "title") return "headline";
  if (name.startsWith("body-")) return "body";
  return name.includes("-") ? "" : name;
}

const isText = (field) => field.matches("textarea:not([hidden]), input[type=text]") && !field.closest("[data-comments]");

function richSource(editor) {
  const input = editor.closest("[data-field], .w-field")?.querySelector("[data-draftail-input]");
  const blocks = [...editor.querySelectorAll("[data-block='true']")];
  // A list holds its points, each a block of its own.
  const units = blocks.filter((block) => !block.querySelector("[data-block='true']"));
  return { part: partOf(input?.name ?? "body-"), units, element: editor };
}

function sources() {
  const fields = [...form.querySelectorAll("textarea, input[type=text]")].filter(isText);
  return [
    ...fields.map((field) => ({ part: partOf(field.name), field, element: field })),
    ...[...form.querySelectorAll(".Draftail-Editor")].map(richSource),
  ];
}

function marked() {
  const field = document.activeElement;
  if (field && form.contains(field) && isText(field)) return anchorInField({ part: partOf(field.name), field });
  const selection = window.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const editor = range.startContainer.parentElement?.closest(".Draftail-Editor");
  return editor && form.contains(editor) ? anchorOfRange(richSource(editor), range) : null;
}

function openPanel() {
  if (toggle.getAttribute("aria-expanded") !== "true") toggle.click();
}

const anchorOf = (item) => ({
  part: item.dataset.part,
  quote: item.dataset.quote,
  before: item.dataset.before,
  after: item.dataset.after,
});

function highlight() {
  if (!window.CSS?.highlights) return;
  const all = sources().filter((source) => !source.field);
  const ranges = { comments: [], blocking: [] };
  for (const item of root.querySelectorAll("[data-comment][data-quote]")) {
    const found = find(anchorOf(item), all);
    if (found) ranges[item.classList.contains("talk-thread--blocking") ? "blocking" : "comments"].push(rangeOf(found));
  }
  CSS.highlights.set("review-comments", new Highlight(...ranges.comments));
  CSS.highlights.set("review-comments-blocking", new Highlight(...ranges.blocking));
}

/** Brings a field into sight that lies in another tab or a closed panel. */
function reveal(element) {
  const tab = element.closest("[role=tabpanel][hidden]");
  if (tab) document.querySelector(`[role=tab][aria-controls="${tab.id}"], [role=tab][href="#${tab.id}"]`)?.click();
  for (let closed = element.closest("[hidden]"); closed; closed = closed.parentElement?.closest("[hidden]")) {
    closed.dispatchEvent(new Event("beforematch", { bubbles: true }));
    closed.removeAttribute("hidden");
  }
}

function goTo(item) {
  const found = find(anchorOf(item), sources());
  if (!found) return false;
  const { element, field } = found.source;
  // On a phone the panel lies over the form.
  if (root.offsetWidth > 0.7 * window.innerWidth) toggle.click();
  reveal(element);
  if (field) {
    field.focus();
    field.setSelectionRange(found.start, found.end + 1);
    field.scrollIntoView({ block: "center" });
    return true;
  }
  const range = rangeOf(found);
  element.querySelector("[contenteditable=true]")?.focus({ preventScroll: true });
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return true;
}

function changed({ open }) {
  const counter = toggle.querySelector("[data-side-panel-toggle-counter]");
  counter.textContent = open;
  counter.hidden = !open;
  document.dispatchEvent(new Event("desk-notes:stale"));
  highlight();
}

if (root && form && toggle) {
  const comments = new Comments(root, changed);
  offerMarking(root.dataset.labelHere, marked, (anchor) => {
    openPanel();
    comments.write(anchor);
  });
  root.addEventListener("click", (event) => {
    const go = event.target.closest("[data-go]");
    if (go && goTo(go.closest("[data-comment]"))) event.preventDefault();
  });
  let later = 0;
  const soon = () => {
    clearTimeout(later);
    later = setTimeout(highlight, 400);
  };
  form.addEventListener("input", soon);
  // The editors of rich texts are made by scripts that run later, and draw themselves anew as one types.
  new MutationObserver(soon).observe(form, { childList: true, subtree: true, characterData: true });
  document.addEventListener("w-autosave:success", () => comments.refresh());
  soon();
}
