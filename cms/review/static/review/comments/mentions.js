// The chooser of colleagues: `@` and the beginning of a name, arrow keys, Enter.

const TYPED = /(?:^|[^\p{L}\p{N}_.@+-])@([\p{L}\p{N}_.+-]{0,30})$/u;
let chooser = null;
let numbers = 0;

class Chooser {
  constructor(field, root) {
    this.field = field;
    this.root = root;
    this.list = document.createElement("ul");
    this.list.className = "talk-members";
    this.list.id = `comments-members-${(numbers += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", root.dataset.labelMembers);
    this.told = document.createElement("span");
    this.told.className = "w-sr-only";
    this.told.setAttribute("role", "status");
    field.after(this.list, this.told);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  get options() {
    return [...this.list.children];
  }

  async look(typed) {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = `${this.root.dataset.members}?${new URLSearchParams({ q: typed })}`;
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (answer.ok) this.show((await answer.json()).members);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(members) {
    if (chooser !== this) return;
    this.list.replaceChildren(
      ...members.map(({ username, name }, at) => {
        const option = document.createElement("li");
        option.id = `${this.list.id}-${at}`;
        option.dataset.username = username;
        option.setAttribute("role", "option");
        const small = document.createElement("small");
        small.textContent = ` @${username}`;
        option.append(name, small);
        return option;
      }),
    );
    this.list.hidden = !members.length;
    this.told.textContent = members.length ? this.root.dataset.labelOffered.replace("{count}", members.length) : "";
    this.mark(this.options[0] ?? null);
  }

  mark(option) {
    for (const each of this.options) each.setAttribute("aria-selected", each === option);
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
    this.marked = option;
  }

  key(event) {
    const { options, marked } = this;
    if (!options.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      this.mark(options[(options.indexOf(marked) + step + options.length) % options.length]);
    } else if ((event.key === "Enter" || event.key === "Tab") && marked) {
      event.preventDefault();
      this.choose(marked);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(option) {
    const { field } = this;
    const caret = field.selectionStart;
    const start = field.value.lastIndexOf("@", caret - 1);
    field.setRangeText(`@${option.dataset.username} `, start, caret, "end");
    this.close();
  }

  close() {
    this.asked?.abort();
    this.list.remove();
    this.told.remove();
    for (const name of ["aria-autocomplete", "aria-controls", "aria-activedescendant"]) this.field.removeAttribute(name);
    if (chooser === this) chooser = null;
  }
}

/** Offers the chooser in all fields of the box that take mentions, also those that come later. */
export function offerMembers(root) {
  root.addEventListener("input", ({ target: field }) => {
    if (!field.matches("[data-mentions]")) return;
    const typed = TYPED.exec(field.value.slice(0, field.selectionStart));
    if (chooser && (!typed || chooser.field !== field)) chooser.close();
    if (!typed) return;
    chooser ??= new Chooser(field, root);
    clearTimeout(chooser.later);
    const current = chooser;
    current.later = setTimeout(() => chooser === current && current.look(typed[1]), 150);
  });
  root.addEventListener("keydown", (event) => chooser?.field === event.target && chooser.key(event));
  root.addEventListener("focusout", (event) => chooser?.field === event.target && chooser.close());
}
