// Which segments are shown: by state, findings, repetitions, text; and going to a number.

import { say, words } from "./ask.js";
import { recall, remember } from "./keep.js";

const form = document.getElementById("filter");
const grid = document.getElementById("grid");
const CONFIRMED = new Set(["translated", "reviewed", "final"]);

export const isConfirmed = (row) => CONFIRMED.has(row.dataset.state);

function byState(wanted) {
  switch (wanted) {
    case "": return () => true;
    case "open": return (row) => !isConfirmed(row);
    case "findings": return (row) => row.dataset.findings !== "0";
    case "repetitions": return (row) => Number(row.dataset.repetitions) > 1;
    case "notes": return (row) => row.dataset.notes !== undefined;
    case "draft-here": return (row) => row.dataset.draft !== undefined;
    default: return (row) => row.dataset.state === wanted;
  }
}

function byText(text, pattern) {
  if (!text) return () => true;
  if (pattern) {
    try {
      const wanted = new RegExp(text, "iu");
      return (row) => wanted.test(row.dataset.source) || wanted.test(row.dataset.target);
    } catch {
      say(words("pattern"));
      return () => true;
    }
  }
  const wanted = text.normalize("NFKC").toLowerCase();
  const has = (held) => held.normalize("NFKC").toLowerCase().includes(wanted);
  return (row) => has(row.dataset.source) || has(row.dataset.target);
}

/** Shows the segments that are wanted; the one that is worked on stays. */
export function apply() {
  const state = byState(form.elements.state.value);
  const text = byText(form.elements.text.value, form.elements.pattern.checked);
  let shown = 0;
  for (const row of grid.children) {
    const wanted = row.classList.contains("active") || (state(row) && text(row));
    row.hidden = !wanted;
    if (wanted) shown += 1;
  }
  form.elements.shown.value = words("shown", shown, grid.children.length);
}

const KEPT = `yiku-filter:${location.pathname}`;

/** Who comes back to the document, or sees it anew, filters as before. */
function keep() {
  const { state, text, pattern } = form.elements;
  remember(KEPT, { state: state.value, text: text.value, pattern: pattern.checked }, "sessionStorage");
}

function restore() {
  const kept = recall(KEPT, "sessionStorage");
  if (!kept) return;
  form.elements.state.value = kept.state;
  form.elements.text.value = kept.text;
  form.elements.pattern.checked = kept.pattern;
}

/** Says how far the document is: in segments, in words that are left, and by state. */
export function progress() {
  const box = document.getElementById("progress");
  const bar = box.querySelector("meter");
  const [segments, left] = box.querySelectorAll("span");
  const all = grid.children.length;
  const states = new Map();
  let [done, open] = [0, 0];
  for (const row of grid.children) {
    const { state } = row.dataset;
    states.set(state, (states.get(state) ?? 0) + 1);
    if (isConfirmed(row)) done += 1;
    else open += Number(row.dataset.words);
  }
  bar.max = Math.max(all, 1);
  bar.value = done;
  segments.textContent = `${done} / ${all}`;
  left.textContent = words("left", open.toLocaleString(document.documentElement.lang));
  box.title = [...form.elements.state.options]
    .filter(({ value }) => states.has(value))
    .map(({ value, textContent }) => `${textContent} ${states.get(value)}`)
    .join(" · ");
}

/** `go` is told the number that somebody wants to go to. */
export function listen(go) {
  form.addEventListener("submit", (event) => event.preventDefault());
  const filter = () => {
    apply();
    keep();
  };
  // What an input method has not made into characters yet is no text to look for.
  form.addEventListener("input", (event) => {
    if (event.target.name !== "number" && !event.isComposing) filter();
  });
  form.elements.text.addEventListener("compositionend", filter);
  form.elements.number.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const number = Number(event.target.value.normalize("NFKC"));
    const row = document.getElementById(`s${number}`);
    if (!row) return say(words("none", event.target.value));
    event.target.value = "";
    row.hidden = false;
    go(row);
  });
  restore();
  apply();
  progress();
}

export const focusText = () => form.elements.text.focus();
export const focusNumber = () => form.elements.number.focus();
