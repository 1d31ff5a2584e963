// The list of comments and its forms: each act is sent, and the list shown as it stands then. Without this script the same forms
// work by loading the page.

import { offerMembers } from "./mentions.js";

const EVERY = 60_000;
const FIELDS = ["part", "quote", "before", "after"];

// Each answer has its own token in each form.
const plain = (html) => html.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");

/** A side panel that slides open takes the focus only once it is in sight. */
function focusSoon(field, tries = 60) {
  field.focus();
  if (document.activeElement === field) field.scrollIntoView({ block: "nearest" });
  else if (tries) requestAnimationFrame(() => focusSoon(field, tries - 1));
}

export class Comments {
  /** `onChange` is told of the numbers of open comments whenever the list was brought up to date. */
  constructor(root, onChange) {
    this.root = root;
    this.onChange = onChange;
    this.list = root.querySelector("[data-list]");
    this.status = root.querySelector("[data-status]");
    this.compose = root.querySelector("[data-compose]");
    this.unmark = root.querySelector("[data-unmark]");
    this.unmark.hidden = false;
    this.unmark.addEventListener("click", () => this.write(null));
    root.querySelector("[data-marking-help]").hidden = false;
    root.addEventListener("submit", (event) => {
      if (!event.target.matches("[data-act], [data-compose]")) return;
      event.preventDefault();
      this.send(event.target);
    });
    offerMembers(root);
    setInterval(() => document.visibilityState === "visible" && this.refresh(), EVERY);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  /** The comment that is being written is about this passage; null for the whole page. */
  about(anchor) {
    for (const name of FIELDS) this.compose.elements[name].value = anchor?.[name] ?? "";
    this.compose.querySelector("[data-quote]").textContent = anchor?.quote ?? "";
    this.compose.querySelector("[data-about]").hidden = !anchor;
  }

  /** Begins a comment on the passage. */
  write(anchor) {
    this.about(anchor);
    this.root.querySelector("[data-writing]").open = true;
    focusSoon(this.compose.elements.text);
  }

  async send(form) {
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const answer = await this.ask(form.action, { method: "POST", body: new FormData(form) });
      if (!answer) return;
      form.reset();
      form.closest("details")?.removeAttribute("open");
      if (form === this.compose) this.about(null);
      this.show(answer);
      this.say(answer.message);
      this.list.querySelector(`#comment-${answer.comment}`)?.focus();
    } finally {
      button.disabled = false;
    }
  }

  async refresh() {
    const answer = await this.ask(this.root.dataset.threads, {}, true);
    if (answer && plain(answer.html) !== this.shown) this.show(answer);
  }

  async ask(address, options, quietly = false) {
    try {
      const answer = await fetch(address, { ...options, headers: { "X-Requested-With": "XMLHttpRequest" } });
      const json = (answer.headers.get("content-type") ?? "").startsWith("application/json") ? await answer.json() : {};
      if (answer.ok && json.html !== undefined) return json;
      if (!quietly) this.say(json.message ?? this.root.dataset.labelFailed, true);
    } catch {
      if (!quietly) this.say(this.root.dataset.labelFailed, true);
    }
    return null;
  }

  say(message, refused = false) {
    this.status.textContent = message;
    this.status.classList.toggle("talk-status--refused", refused);
  }

  /** Puts the list in place; what is being typed, opened and focused in it stays so. */
  show(answer) {
    const typed = new Map([...this.list.querySelectorAll("textarea")].map((field) => [field.id, field.value]));
    const opened = new Set([...this.list.querySelectorAll("details[open]")].map((each) => each.dataset.keep));
    const active = this.list.contains(document.activeElement) ? document.activeElement : null;
    const caret = active?.matches("textarea") ? [active.selectionStart, active.selectionEnd] : null;
    this.list.innerHTML = answer.html;
    this.shown = plain(answer.html);
    for (const field of this.list.querySelectorAll("textarea")) field.value = typed.get(field.id) ?? "";
    for (const each of this.list.querySelectorAll("details")) each.open = opened.has(each.dataset.keep);
    const again = active?.id ? this.list.querySelector(`#${active.id}`) : null;
    again?.focus({ preventScroll: true });
    if (again && caret) again.setSelectionRange(...caret);
    this.onChange?.(answer);
  }
}
