// Suggestions while typing (a combobox with a list, as WAI-ARIA has it). Without this file the form searches all the same.
const PAUSE = 150;
const SHORTEST = 2;
const LONGEST = 200;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  suggest(form);
}

function suggest(form) {
  const input = form.querySelector("input[name=q]");
  const status = form.querySelector("[role=status]");
  const list = document.createElement("ul");
  set(list, { role: "listbox", id: `${input.id}-goi-y`, "aria-label": status.dataset.some });
  list.hidden = true;
  form.append(list);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  let timer = 0;
  let request = null;
  let chosen = -1;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // A Vietnamese input method is still at work on the syllable.
    const open = !list.hidden;
    if (event.key === "Escape" && open) {
      close();
    } else if (event.key === "ArrowDown" && event.altKey) {
      ask();
    } else if (event.key === "ArrowDown") {
      if (open) choose(chosen + 1);
      else ask();
    } else if (event.key === "ArrowUp" && open) {
      choose(chosen < 0 ? list.children.length - 1 : chosen - 1);
    } else if (event.key === "Enter" && open && chosen >= 0) {
      go(list.children[chosen]);
    } else {
      return;
    }
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  form.addEventListener("formdata", ({ formData }) => {
    // Filters that are not used need not stand in the address.
    for (const [name, value] of [...formData]) if (name !== "q" && value === "") formData.delete(name);
  });

  async function ask() {
    clearTimeout(timer);
    request?.abort();
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    const own = new AbortController();
    request = own;
    try {
      const url = `${form.dataset.suggestions}?q=${encodeURIComponent(typed.slice(0, LONGEST))}`;
      const answer = await fetch(url, { signal: own.signal, credentials: "same-origin" });
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (request === own && document.activeElement === input) show(suggestions);
    } catch {
      // No suggestions then: the form still searches.
    }
  }

  function show(suggestions) {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...suggestions.map(option));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = list.hidden ? status.dataset.none : `${suggestions.length}. ${status.dataset.some}`;
  }

  function option(suggestion, at) {
    const item = document.createElement("li");
    set(item, { role: "option", id: `${list.id}-${at}`, "aria-selected": "false", "data-url": suggestion.url });
    item.textContent = suggestion.title;
    const kind = document.createElement("small");
    kind.textContent = suggestion.kind;
    item.append(" ", kind);
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // The box keeps the focus, and the list stays.
    item.addEventListener("click", () => go(item));
    return item;
  }

  function choose(at) {
    const options = [...list.children];
    // Past either end nothing is chosen: Enter then searches for what was typed.
    chosen = at >= options.length || at < 0 ? -1 : at;
    options.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  function go(item) {
    location.assign(item.dataset.url);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    request = null;
    list.hidden = true;
    chosen = -1;
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
