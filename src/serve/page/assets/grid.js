// The grid: going from segment to segment, the keys and buttons, and what others do meanwhile.

import { ask, complain, say, sayNext, words } from "./ask.js";
import * as complete from "./complete.js";
import * as drafts from "./drafts.js";
import * as filter from "./filter.js";
import * as keys from "./keys.js";
import * as preview from "./preview.js";
import { check, confirm, grid, here, look, open, panel, put, renew } from "./segment.js";

const { document: shown } = document.querySelector("main.work").dataset;

function beside(row, step, wanted = () => true) {
  let at = row;
  do at = step > 0 ? at?.nextElementSibling : at?.previousElementSibling;
  while (at && (at.hidden || !wanted(at)));
  return at;
}

const isOpen = (row) => !filter.isConfirmed(row) && row.dataset.locked === undefined;

function nextOpen() {
  const from = here?.row ?? null;
  const next = from ? beside(from, 1, isOpen) : [...grid.children].find((row) => !row.hidden && isOpen(row));
  const first = next ?? [...grid.children].find((row) => row !== from && !row.hidden && isOpen(row));
  if (first) open(first);
  else say(words("all"));
}

async function confirmAndNext() {
  if (await confirm("translated")) nextOpen();
}

/** The last words selected on each side, and on which they were last: a selection goes when the other is made. */
const selection = { source: "", target: "", last: "source" };
document.addEventListener("selectionchange", () => {
  const made = getSelection();
  const area = document.activeElement === here?.area ? here.area : null;
  const own = area?.value.slice(area.selectionStart, area.selectionEnd).trim();
  const text = own || made?.toString().trim();
  const at = own ? here.target : made?.anchorNode?.parentElement?.closest(".source, .target");
  const side = ["source", "target"].find((side) => at?.classList.contains(side));
  if (!text || !side) return;
  selection[side] = text;
  selection.last = side;
});

async function search(q) {
  const field = panel.querySelector("#concordance input");
  if (!field) return;
  if (q) field.value = q;
  if (!field.value.trim()) return field.focus();
  try {
    const hits = await ask("GET", `/concordance?q=${encodeURIComponent(field.value)}`);
    panel.querySelector("#hits").innerHTML = hits;
    panel.querySelector("#p-search").scrollIntoView({ block: "start" });
  } catch (error) {
    complain(error);
  }
}

async function addTerm() {
  const { source, target } = selection;
  if (!source || !target) return say(words("select"));
  try {
    await ask("POST", "/api/v1/terms", { source, target });
    say(words("added", `${source} = ${target}`));
    look(here.segment);
  } catch (error) {
    complain(error);
  }
}

async function pairing(how) {
  if (!here) return;
  await drafts.flush();
  try {
    const { is } = await ask("POST", `${here.segment.path}/pairing`, { how });
    location.hash = `#s${is.first}`;
    location.reload();
  } catch (error) {
    complain(error);
  }
}

async function back(way) {
  try {
    const { changed, said } = await ask("POST", `/api/v1/${way}`, {});
    if (!changed) return say(words("nothing"));
    say(words(way === "undo" ? "undone" : "redone", said));
  } catch (error) {
    complain(error);
  }
}

/** Says something of the segment as it stands: a comment, or a query to the client. */
async function tell(as, text) {
  const { segment } = here;
  try {
    await ask("PUT", segment.path, { [as]: text, seen: here.row.dataset.target });
    renew([segment.number]);
    if (here?.segment === segment) look(segment);
  } catch (error) {
    complain(error);
  }
}

/** Gives the segment a state, and stays at it. */
async function mark(state, comment) {
  if (await confirm(state, comment)) look(here.segment);
}

async function reject() {
  const comment = prompt(words("why"));
  if (comment !== null) await mark("rejected", comment);
}

const match = (place) => {
  const button = panel.querySelector(`[data-match="${place}"]`);
  if (button) put(button.dataset.replace, true);
};

function nextCode() {
  const codes = [...panel.querySelectorAll("[data-code]")].map((button) => button.dataset.insert);
  const next = codes.find((code) => !here?.area?.value.includes(code));
  if (next) put(next, false);
}

/** Offers what may be put in, once it is known: until then the panel has what the last segment had. */
async function suggest() {
  const at = here;
  await at?.known;
  if (at?.area && here === at) complete.offer(at.area, panel, true);
}

const actions = {
  confirm: confirmAndNext,
  next: () => open(here ? beside(here.row, 1) : grid.firstElementChild),
  previous: () => open(here ? beside(here.row, -1) : grid.firstElementChild),
  open: nextOpen,
  suggest,
  source: () => here && put(here.row.dataset.source, true),
  preview: preview.toggle,
  code: nextCode,
  search: () => search(selection[selection.last]),
  term: addTerm,
  goto: filter.focusNumber,
  filter: filter.focusText,
  split: () => pairing("split"),
  merge: () => pairing("merge"),
  undo: () => back("undo"),
  redo: () => back("redo"),
  review: () => mark("reviewed"),
  reject,
  keys: keys.show,
  ...Object.fromEntries([1, 2, 3, 4, 5].map((place) => [`match${place}`, () => match(place)])),
};

async function pressed(button) {
  const { insert, replace, fix, accept, mark: state, pairing: how } = button.dataset;
  if (insert !== undefined) put(insert, false);
  else if (replace !== undefined) put(replace, true);
  else if (how) pairing(how);
  else if (state === "rejected") reject();
  else if (state) mark(state);
  else if (button.dataset.say && here) {
    const text = prompt(button.textContent);
    if (text?.trim()) await tell(button.dataset.say, text);
  } else if (fix !== undefined && here?.area) {
    here.area.focus();
    here.area.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
    put(fix, false);
  } else if (accept !== undefined && here) {
    try {
      const text = here.area?.value ?? here.row.dataset.target;
      await ask("POST", `${here.segment.path}/accept`, { text, place: Number(accept) });
      check(here);
      renew([here.segment.number]);
    } catch (error) {
      complain(error);
    }
  }
}

grid.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  // Words that are being selected are not a click.
  if (row && !getSelection()?.toString()) open(row);
});
panel.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && button.type === "button") pressed(button);
});
// Buttons of the panel leave the cursor where it is.
panel.addEventListener("mousedown", (event) => {
  if (event.target.closest("button[type=button]")) event.preventDefault();
});
panel.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});

/** What others change is shown as it happens. */
function hear() {
  const events = new EventSource("/api/v1/events");
  const prefix = `${shown}:`;
  events.addEventListener("change", (event) => {
    const news = JSON.parse(event.data);
    const relaid = news.documents.includes(shown);
    if (relaid || news.everything) return reload();
    const ours = (segments) => segments
      .filter((segment) => segment.startsWith(prefix))
      .map((segment) => Number(segment.slice(prefix.length)));
    const changed = ours(news.segments);
    const typed = ours(news.drafts);
    if (changed.length > 0) preview.reload();
    else if (typed.length > 0) preview.soon();
    renew([...changed, ...typed]);
  });
  events.addEventListener("missed", reload);
}

/** Shows the document as it is now; what is being typed is kept. */
async function reload() {
  await drafts.flush();
  sayNext(document.getElementById("said").firstChild?.textContent ?? "");
  location.reload();
}

keys.listen(actions);
filter.listen(open);
hear();
const named = location.hash.startsWith("#s") && document.querySelector(`.row${CSS.escape ? "#" + CSS.escape(location.hash.slice(1)) : location.hash}`);
if (named) open(named);
else if (grid.firstElementChild) open([...grid.children].find(isOpen) ?? grid.firstElementChild);
