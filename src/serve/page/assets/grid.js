// The grid: one segment is open at a time, and what is confirmed in it is in the memory at once.

import { ask, complain, localTimes, Refusal, say, words } from "./ask.js";
import * as complete from "./complete.js";
import * as drafts from "./drafts.js";
import * as filter from "./filter.js";
import * as keys from "./keys.js";

const main = document.querySelector("main.work");
const grid = document.getElementById("grid");
const panel = document.getElementById("panel");
const name = encodeURIComponent(main.dataset.document);
const mayChange = main.hasAttribute("data-may-change");

/** How long after a key the checks run. */
const MOMENT = 250;

/** The segment that is open: its row, its text field, the translation that stood there. */
let here = null;
let looking = null;
let checking = null;

const segmentOf = (row) => ({
  unit: row.dataset.unit,
  number: Number(row.dataset.number),
  path: `/api/v1/documents/${name}/segments/${row.dataset.number}`,
});

/** Opens a segment: its translation can be typed, what is known of it appears beside. */
function open(row, focus = true) {
  if (!row || here?.row === row) return here?.area?.focus();
  leave();
  const segment = segmentOf(row);
  row.classList.add("active");
  row.setAttribute("aria-current", "true");
  const own = drafts.kept(segment.unit);
  const seen = own?.seen ?? row.dataset.seen ?? row.dataset.target;
  const text = own?.text ?? row.dataset.draft ?? row.dataset.target;
  here = { row, segment, seen, target: row.querySelector(".target"), area: null };
  if (mayChange && row.dataset.locked === undefined) here.area = field(here, text);
  row.scrollIntoView({ block: "nearest" });
  if (focus) here.area ? here.area.focus() : row.querySelector(".target").focus();
  if (own) say(words("restored"));
  if (seen !== row.dataset.target && text !== row.dataset.target) conflict(row.dataset.target);
  look(segment);
  history.replaceState(null, "", `#${row.id}`);
}

/** The text field of a segment. */
function field(at, text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.rows = 2;
  area.lang = at.target.lang;
  area.dir = "auto";
  area.spellcheck = true;
  area.setAttribute("aria-label", words("translation", at.segment.number));
  area.setAttribute("aria-autocomplete", "list");
  at.target.replaceChildren(area);
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 4}px`;
  };
  let composing = false;
  const typed = () => {
    fit();
    drafts.keep(at.segment, area.value, at.seen);
    check(at);
    if (!composing) complete.offer(area, panel);
  };
  area.addEventListener("compositionstart", () => { composing = true; });
  area.addEventListener("compositionend", () => {
    composing = false;
    typed();
  });
  area.addEventListener("input", typed);
  area.addEventListener("keydown", (event) => {
    if (complete.key(area, event)) event.stopPropagation();
  });
  area.addEventListener("blur", () => complete.close(area));
  requestAnimationFrame(fit);
  return area;
}

/** Closes the open segment; what was typed into it stays a draft. */
function leave() {
  if (!here) return;
  const { row, target, area, seen, segment } = here;
  complete.close(area);
  row.classList.remove("active");
  row.removeAttribute("aria-current");
  const source = row.querySelector(".source");
  source.querySelectorAll(".term").forEach((term) => term.replaceWith(term.textContent));
  if (area) {
    if (area.value !== row.dataset.target && area.value !== (row.dataset.draft ?? row.dataset.target)) {
      row.dataset.draft = area.value;
      row.dataset.seen = seen;
      drafts.flush().then(() => renew([segment.number]));
    }
    target.textContent = row.dataset.draft ?? row.dataset.target;
    renew([segment.number]);
  }
  here = null;
}

/** Asks what is known of a segment. */
async function look(segment) {
  looking?.abort();
  looking = new AbortController();
  const { signal } = looking;
  try {
    const known = await ask("GET", `/documents/${name}/panel/${segment.number}`, null, { signal });
    if (here?.segment.number !== segment.number) return;
    panel.innerHTML = known;
    localTimes(panel);
    panel.scrollTop = 0;
    const marked = panel.querySelector("[data-marked]");
    here.row.querySelector(".source").replaceChildren(...marked.childNodes);
    // The very text is known: it is put in, and waits to be confirmed.
    const exact = panel.querySelector("[data-fill]");
    if (exact && here.area?.value === "") put(exact.dataset.replace, true);
    if (here.area && here.area.value !== here.row.dataset.target) check(here);
    const pieces = await ask("GET", `/documents/${name}/fragments/${segment.number}`, null, { signal });
    if (here?.segment.number === segment.number) panel.querySelector("#fragments").innerHTML = pieces;
  } catch (error) {
    complain(error);
  }
}

/** Checks what is typed, a moment after the last key. */
function check(at) {
  clearTimeout(checking);
  checking = setTimeout(async () => {
    if (here !== at || !at.area) return;
    try {
      const text = at.area.value;
      const found = await ask("POST", `/documents/${name}/findings/${at.segment.number}`, { text });
      const shown = panel.querySelector("#findings");
      if (here === at && shown && at.area.value === text) shown.innerHTML = found;
    } catch (error) {
      // A code that is none is said where it is confirmed.
      if (!(error instanceof Refusal)) complain(error);
    }
  }, MOMENT);
}

/** Makes rows anew, as the memory has them now. */
async function renew(numbers) {
  const wanted = numbers.filter((number) => document.getElementById(`s${number}`));
  if (wanted.length === 0) return;
  try {
    const html = await ask("GET", `/documents/${name}/rows?numbers=${wanted.join(",")}`);
    const made = document.createElement("template");
    made.innerHTML = html;
    for (const fresh of [...made.content.children]) {
      const old = document.getElementById(fresh.id);
      if (old?.dataset.repetitions) fresh.dataset.repetitions = old.dataset.repetitions;
      if (here?.row === old) renewOpen(fresh);
      else old?.replaceWith(fresh);
    }
    filter.progress();
  } catch (error) {
    complain(error);
  }
}

/** The open segment was changed by somebody: what is typed stays, and both texts are shown. */
function renewOpen(fresh) {
  const { row, area } = here;
  const typed = area && area.value !== row.dataset.target;
  const changed = fresh.dataset.target !== row.dataset.target;
  for (const key of ["state", "target", "findings", "locked"]) {
    if (fresh.dataset[key] === undefined) delete row.dataset[key];
    else row.dataset[key] = fresh.dataset[key];
  }
  row.querySelector(".state").replaceWith(fresh.querySelector(".state"));
  if (!changed) return;
  if (typed && area.value !== fresh.dataset.target) {
    conflict(fresh.dataset.target);
  } else {
    here.seen = fresh.dataset.target;
    if (area) area.value = fresh.dataset.target;
  }
}

/** Somebody else's text for the open segment: shown beside one's own, with both ways out. */
function conflict(theirs) {
  here.target.querySelector(".conflict")?.remove();
  const at = here;
  const box = document.createElement("div");
  box.className = "conflict";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = words("changed", theirs);
  const choose = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words(label);
    button.addEventListener("click", () => {
      box.remove();
      at.seen = theirs;
      act();
      at.area.focus();
    });
    return button;
  };
  box.append(
    text,
    choose("keep", () => drafts.keep(at.segment, at.area.value, theirs)),
    " ",
    choose("take", () => {
      at.area.value = theirs;
      discard(at);
    }),
  );
  here.target.append(box);
}

/** What was typed is not wanted any more. */
async function discard(at) {
  drafts.settle(at.segment);
  delete at.row.dataset.draft;
  try {
    await ask("DELETE", `${at.segment.path}/draft`);
  } catch (error) {
    complain(error);
  }
}

/** Confirms what stands in the open segment, in the state that is wanted. Whether it was. */
async function confirm(state, comment) {
  const at = here;
  if (!at?.area) {
    if (at) say(words("locked"));
    return false;
  }
  const text = at.area.value;
  const wanted = { state, seen: at.seen, spread: true };
  // As it stands, it is confirmed as what it is; a rejected one is not written anew.
  if (text !== at.row.dataset.target || state === "translated") wanted.text = text;
  if (comment) wanted.comment = comment;
  try {
    const became = await ask("PUT", at.segment.path, wanted);
    drafts.settle(at.segment);
    delete at.row.dataset.draft;
    delete at.row.dataset.seen;
    at.row.dataset.state = became.segment.state;
    at.row.dataset.target = text;
    at.seen = text;
    at.target.querySelector(".conflict")?.remove();
    const { number } = at.segment;
    say(became.spread.length > 0
      ? words("spread", number, became.spread.length)
      : words("confirmed", number));
    await renew([number, ...became.spread]);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 409 && error.body.now) {
      await renew([at.segment.number]);
      if (here === at && !at.target.querySelector(".conflict")) conflict(at.row.dataset.target);
    } else {
      complain(error);
    }
    return false;
  }
}

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

/** Puts a text in the open segment: at the cursor, or in place of all that is there. */
function put(text, whole) {
  const area = here?.area;
  if (!area) return;
  area.focus();
  if (whole) area.select();
  // The browser's own undo takes it back.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, whole ? 0 : area.selectionStart, whole ? area.value.length : area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const selected = () => {
  const area = here?.area;
  const own = area ? area.value.slice(area.selectionStart, area.selectionEnd) : "";
  return { source: selection.source, target: own || selection.target };
};

/** The last words selected on each side: a selection goes when the other is made. */
const selection = { source: "", target: "" };
document.addEventListener("selectionchange", () => {
  const made = getSelection();
  const text = made?.toString().trim();
  const at = made?.anchorNode?.parentElement?.closest(".source, .target");
  if (text && at?.classList.contains("source")) selection.source = text;
  if (text && at?.classList.contains("target")) selection.target = text;
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
  const { source, target } = selected();
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
    const { changed, change } = await ask("POST", `/api/v1/${way}`, {});
    if (!changed) return say(words("nothing"));
    say(words(way === "undo" ? "undone" : "redone", `${change.command} ${change.summary}`));
  } catch (error) {
    complain(error);
  }
}

/** Leaves a note at the translation as it stands. */
async function note(comment) {
  try {
    await ask("PUT", here.segment.path, { comment, seen: here.row.dataset.target });
    look(here.segment);
  } catch (error) {
    complain(error);
  }
}

async function reject() {
  const comment = prompt(words("why"));
  if (comment !== null) await confirm("rejected", comment);
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

const actions = {
  confirm: confirmAndNext,
  next: () => open(here ? beside(here.row, 1) : grid.firstElementChild),
  previous: () => open(here ? beside(here.row, -1) : grid.firstElementChild),
  open: nextOpen,
  suggest: () => here?.area && complete.offer(here.area, panel, true),
  source: () => here && put(here.row.dataset.source, true),
  code: nextCode,
  search: () => search(selected().target || selected().source),
  term: addTerm,
  goto: filter.focusNumber,
  filter: filter.focusText,
  split: () => pairing("split"),
  merge: () => pairing("merge"),
  undo: () => back("undo"),
  redo: () => back("redo"),
  review: () => confirm("reviewed"),
  reject,
  keys: keys.show,
  ...Object.fromEntries([1, 2, 3, 4, 5].map((place) => [`match${place}`, () => match(place)])),
};

async function pressed(button) {
  const { insert, replace, fix, accept, mark, pairing: how } = button.dataset;
  if (insert !== undefined) put(insert, false);
  else if (replace !== undefined) put(replace, true);
  else if (how) pairing(how);
  else if (mark === "rejected") reject();
  else if (mark) confirm(mark);
  else if (button.hasAttribute("data-comment")) {
    const comment = prompt(button.textContent);
    if (comment) await note(comment);
  } else if (fix !== undefined && here?.area) {
    here.area.focus();
    here.area.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
    put(fix, false);
  } else if (accept !== undefined && here) {
    try {
      const text = here.area?.value ?? here.row.dataset.target;
      await ask("POST", `${here.segment.path}/accept`, { text, place: Number(accept) });
      check(here);
    } catch (error) {
      complain(error);
    }
  }
}

grid.addEventListener("click", (event) => {
  const row = event.target.closest(".row");
  // Words that are being selected are not a click.
  if (row && !getSelection()?.toString()) open(row, !!event.target.closest(".target") || !here);
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
  const prefix = `${main.dataset.document}:`;
  events.addEventListener("change", (event) => {
    const news = JSON.parse(event.data);
    const relaid = news.documents.includes(main.dataset.document);
    if (relaid || news.everything) return reload();
    const mine = news.segments.filter((segment) => segment.startsWith(prefix));
    renew(mine.map((segment) => Number(segment.slice(prefix.length))));
  });
  events.addEventListener("missed", reload);
}

/** Shows the document as it is now; what is being typed is kept. */
async function reload() {
  await drafts.flush();
  location.reload();
}

keys.listen(actions);
filter.listen(open);
hear();
const named = location.hash.startsWith("#s") && document.querySelector(`.row${CSS.escape ? "#" + CSS.escape(location.hash.slice(1)) : location.hash}`);
if (named) open(named);
else if (grid.firstElementChild) open([...grid.children].find(isOpen) ?? grid.firstElementChild);
