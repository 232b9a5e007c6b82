// Shortens the way for those whose browser runs it. Every deed also works without this file.
"use strict";

const said = document.currentScript.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, attributes = {}, text = "") => Object.assign(document.createElement(tag), attributes, { textContent: text });

// --- Asking before a deed: <form data-confirm="Sentence."> ---
function ask(sentence, verb, grave) {
  const dialog = make("dialog");
  const words = make("p", { id: "asked" }, sentence);
  const row = make("form", { method: "dialog", className: "row buttons top-s" });
  const yes = make("button", { value: "yes", className: grave ? "btn bad" : "btn pri" }, verb);
  const no = make("button", { value: "no", className: "btn quiet" }, said.cancel);
  row.append(yes, no);
  dialog.append(words, row);
  dialog.setAttribute("aria-labelledby", "asked");
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => { resolve(dialog.returnValue === "yes"); dialog.remove(); });
  });
}

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  const sentence = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (sentence && !form.dataset.asked) {
    event.preventDefault();
    const verb = submitter?.firstChild ? submitter.innerText.split(":")[0] : said.yes;
    if (await ask(sentence, verb, submitter?.classList.contains("bad"))) {
      form.dataset.asked = "yes";
      form.requestSubmit(submitter ?? undefined);
    }
    return;
  }
  if (form.classList.contains("lang")) keepTyped();
  // Sent once. The button is marked and not disabled, so that its own value is sent too.
  form.dataset.sent = "yes";
  submitter?.setAttribute("aria-busy", "true");
  setTimeout(rest, 8000); // the answer may be a file, and the page stays
});
function rest() {
  all("[data-sent]").forEach((form) => { delete form.dataset.sent; delete form.dataset.asked; });
  all("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
window.addEventListener("pageshow", rest);

// --- Changing the language keeps what was typed ---
const typedKey = `typed ${location.pathname}`;
const typed = () => all("main form[method=post] :is(input, textarea, select)[name]")
  .filter((c) => !["hidden", "password", "file", "submit"].includes(c.type));
function keepTyped() {
  const changed = typed().map((c) => [c.name, c.value, c.checked ?? null]);
  if (changed.length) sessionStorage.setItem(typedKey, JSON.stringify(changed));
}
const kept = sessionStorage.getItem(typedKey);
if (kept) {
  sessionStorage.removeItem(typedKey);
  const before = JSON.parse(kept);
  const now = typed();
  if (before.length === now.length) {
    before.forEach(([name, value, checked], n) => {
      const control = now[n];
      if (control.name !== name) return;
      if (control.type === "checkbox" || control.type === "radio") { if (control.value === value) control.checked = checked; } else control.value = value;
    });
  }
}

// --- Drafts that keep themselves: <form data-autosave="address"> ---
all("form[data-autosave]").forEach((form) => {
  const mark = make("p", { className: "saved" });
  mark.setAttribute("role", "status");
  form.prepend(mark);
  const show = (text, failed) => { mark.textContent = text; mark.className = failed ? "saved failed" : "saved"; };
  let waiting = 0;
  let under = null;
  async function save() {
    const body = new FormData(form);
    body.set("autosave", "1");
    all("input:is([type=file], [type=password])", form).forEach((control) => body.delete(control.name));
    under?.abort();
    under = new AbortController();
    show(form.dataset.saidSaving);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, signal: under.signal, redirect: "manual" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      const version = answer.headers.get("X-Version");
      if (version && form.elements.version) form.elements.version.value = version;
      show(`${form.dataset.saidSaved} ${new Date().toTimeString().slice(0, 5)}`);
    } catch (error) {
      if (error.name !== "AbortError") show(form.dataset.saidFailed, true);
    }
  }
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, 2000); });
  form.addEventListener("submit", () => { clearTimeout(waiting); under?.abort(); });
});

// --- Attendance: P L A E on a row, one button for everybody; marks: 0 to 9 ---
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const pick = event.target.closest?.("[data-pick]");
  const hit = pick?.querySelector(`[data-key="${CSS.escape(key)}"]`)
    ?? event.target.closest?.("[data-marks]")?.querySelector(`[value="${CSS.escape(key)}"]`);
  if (hit) {
    hit.checked = true;
    hit.dispatchEvent(new Event("input", { bubbles: true }));
    const rows = all(pick ? "[data-pick]" : "[data-marks]");
    const next = rows[rows.indexOf(hit.closest("[data-pick], [data-marks]")) + 1];
    (next?.querySelector("input:checked") ?? next?.querySelector("input") ?? hit).focus();
    event.preventDefault();
  } else if (key === "/" && !event.target.matches("input, textarea, select")) {
    const search = document.querySelector("input[type=search]");
    if (search) { search.focus(); event.preventDefault(); }
  }
});
// --- The score sheet: running sum, the meaning of a mark, and its reason when one is asked ---
all("[data-sum]").forEach((place) => {
  const form = place.closest("form");
  const rows = all("[data-marks][data-worth]", form);
  const show = (ofInput) => {
    let sum = 0;
    let marked = 0;
    rows.forEach((row) => {
      const crit = row.closest(".crit");
      const worth = Number(row.dataset.worth);
      const mark = row.querySelector("input:checked");
      const reason = crit.querySelector("[data-reason]");
      const share = mark ? Number(mark.value) / (all("input", row).length - 1) : 0.5;
      if (mark) { sum += share * worth; marked += worth; }
      if (reason && !reason.querySelector(".err")) {
        const low = Number(reason.dataset.low);
        const high = Number(reason.dataset.high);
        reason.hidden = share >= low && share <= high && !reason.querySelector("textarea").value;
      }
      if (!mark || !ofInput) return;
      const earned = crit.querySelector("[data-earned]");
      if (earned) earned.textContent = earned.dataset.earned.replace("#", (share * worth).toFixed(1));
      const anchor = all(".anchors li", crit)[Number(mark.value)];
      if (anchor) crit.querySelector("[data-anchor]").textContent = `${mark.value}: ${anchor.textContent}`;
    });
    if (!ofInput) return;
    place.textContent = sum.toFixed(1);
    all("[data-of]", form).forEach((text) => { text.textContent = text.dataset.of.replace("#", marked.toFixed(0)); });
  };
  form.addEventListener("input", () => show(true));
  show(false);
});
all("[data-all]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const scope = button.closest("form") ?? document;
    all(`[data-pick] [data-key="${button.dataset.all}"]`, scope).forEach((radio) => { radio.checked = true; });
    scope.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

// --- Rows ticked for a deed on many: how many, and ranges with shift ---
let lastTicked = null;
document.addEventListener("click", (event) => {
  if (!event.target.matches?.("[data-row]")) return;
  const boxes = all("[data-row]");
  if (event.shiftKey && lastTicked) {
    const [from, to] = [boxes.indexOf(lastTicked), boxes.indexOf(event.target)].sort((a, b) => a - b);
    boxes.slice(from, to + 1).forEach((box) => { box.checked = event.target.checked; });
  }
  lastTicked = event.target;
  boxes.forEach((box) => box.closest("tr")?.setAttribute("aria-selected", String(box.checked)));
  const count = boxes.filter((box) => box.checked).length;
  all("[data-count]").forEach((place) => { place.textContent = `${place.dataset.count}: ${count}`; });
});

// --- Small things at their places ---
all("[data-dismiss]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => button.parentElement.remove());
});
all(".secret").forEach((box) => {
  const input = box.querySelector("input");
  const button = make("button", { type: "button", className: "btn" }, box.dataset.show);
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? box.dataset.hide : box.dataset.show;
  });
  box.append(button);
});
all(".drop[data-choose]").forEach((box) => {
  const input = box.querySelector("input[type=file]");
  const label = make("label", { className: "btn", htmlFor: input.id }, box.dataset.choose);
  const names = make("output", { className: "sm", htmlFor: input.id });
  input.classList.add("vh");
  box.prepend(label);
  box.append(names);
  input.addEventListener("change", () => { names.textContent = [...input.files].map((f) => f.name).join(", "); });
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; input.dispatchEvent(new Event("change", { bubbles: true })); }
  });
});
document.querySelector("[data-focus]")?.focus();
const current = document.querySelector(".rail [aria-current]");
if (current && current.parentElement.scrollWidth > current.parentElement.clientWidth) {
  current.parentElement.scrollLeft = current.offsetLeft - 16;
}
all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
