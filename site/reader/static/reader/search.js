// Suggestions while typing. Without this file the form searches all the same.
const PAUSE = 150;
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  suggest(form);
}

function suggest(form) {
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const list = document.createElement("ul");
  list.role = "listbox";
  list.id = `${input.id}-goi-y`;
  list.hidden = true;
  list.ariaLabel = status.dataset.some;
  form.append(list);
  Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  }).forEach(([name, value]) => input.setAttribute(name, value));

  let timer = 0;
  let request = null;
  let chosen = -1;

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // A Vietnamese input method is still at work on the syllable.
    if (event.key === "Escape" && !list.hidden) {
      close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, 200));

  async function ask() {
    request?.abort();
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    request = new AbortController();
    try {
      const url = `${form.dataset.suggestions}?q=${encodeURIComponent(typed.slice(0, 200))}`;
      const answer = await fetch(url, { signal: request.signal, credentials: "omit" });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // No suggestions then: the form still searches.
    }
  }

  function show(suggestions) {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...suggestions.map((suggestion, at) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${list.id}-${at}`;
      option.dataset.url = suggestion.url;
      option.ariaSelected = "false";
      option.textContent = suggestion.title;
      if (suggestion.kind) {
        const kind = document.createElement("small");
        kind.textContent = suggestion.kind;
        option.append(kind);
      }
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => location.assign(suggestion.url));
      return option;
    }));
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = list.hidden ? status.dataset.none : `${suggestions.length}. ${status.dataset.some}`;
  }

  function choose(at) {
    const options = [...list.children];
    chosen = (at + options.length) % options.length;
    if (at < -1) chosen = options.length - 1;
    options.forEach((option, index) => { option.ariaSelected = String(index === chosen); });
    input.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
