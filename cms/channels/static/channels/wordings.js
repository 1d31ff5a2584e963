// Beside each post in an article's editor: how long it is as its platform counts, and how it will look.

const FORMS = "#id_post_rows-FORMS";
const NAMES = ["channel", "text", "photo", "without_photo", "shape", "position"];
const PAUSE = 500;

const fieldsOf = (row) =>
  Object.fromEntries(NAMES.map((name) => [name, row.querySelector(`[name^="post_rows-"][name$="-${name}"]`)]));

function boxOf(row) {
  let box = row.querySelector("[data-wording]");
  if (!box) {
    box = document.createElement("div");
    box.dataset.wording = "";
    const text = fieldsOf(row).text;
    (text.closest("[data-field-wrapper], .w-field__wrapper") ?? text).after(box);
  }
  return box;
}

function addressHere() {
  const found = location.pathname.match(/^(.*)pages\/(\d+)\/edit\//);
  return found && `${found[1]}channels/wording/${found[2]}/`;
}

async function draw(row) {
  const fields = fieldsOf(row);
  const address = addressHere();
  if (!fields.channel.value || !address) {
    return;
  }
  const body = new FormData();
  for (const [name, field] of Object.entries(fields)) {
    if (field && (field.type !== "checkbox" || field.checked)) {
      body.append(name, field.value);
    }
  }
  const asked = (row.wordingAsked = Symbol("asked"));
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
  }).catch(() => null);
  // A later question may have been answered before this one.
  if (answer && (answer.ok || answer.status === 422) && row.wordingAsked === asked) {
    boxOf(row).innerHTML = await answer.text();
    count(row);
  }
}

function count(row) {
  const line = row.querySelector("[data-most]");
  const written = fieldsOf(row).text.value.trim();
  if (!line || !written || !("ending" in line.dataset)) {
    return;
  }
  let text = written + line.dataset.ending;
  if ("link" in line.dataset) {
    text = text.replace(/https?:\/\/\S+/g, "x".repeat(Number(line.dataset.link)));
  }
  const length = line.dataset.unit === "utf16" ? text.length : [...text].length;
  line.querySelector("[data-count]").textContent = length;
  line.classList.toggle("is-over", length > Number(line.dataset.most));
}

function soon(row) {
  clearTimeout(row.wordingTimer);
  row.wordingTimer = setTimeout(draw, PAUSE, row);
}

const rowOf = (target) => target.closest(FORMS) && target.closest("[data-inline-panel-child]");
const rows = () => document.querySelectorAll(`${FORMS} [data-inline-panel-child]`);

for (const told of ["input", "change"]) {
  document.addEventListener(told, ({ target }) => {
    const row = rowOf(target);
    if (row) {
      count(row);
      soon(row);
    }
  });
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-drawn]");
  const row = button && rowOf(button);
  if (row) {
    const text = fieldsOf(row).text;
    text.value = button.dataset.drawn;
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }
});

document.addEventListener("w-autosave:success", () => rows().forEach(draw));
document.addEventListener("DOMContentLoaded", () => rows().forEach(draw));
