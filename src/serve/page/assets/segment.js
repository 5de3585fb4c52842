// A segment that is open: what is typed into it, what is known of it, and what becomes of it. What is
// confirmed is in the memory at once.

import { ask, complain, localTimes, Refusal, say, words } from "./ask.js";
import * as complete from "./complete.js";
import * as drafts from "./drafts.js";
import * as filter from "./filter.js";
import * as preview from "./preview.js";
import { type } from "./type.js";

const main = document.querySelector("main.work");
export const grid = document.getElementById("grid");
export const panel = document.getElementById("panel");
const name = encodeURIComponent(main.dataset.document);
const mayChange = main.hasAttribute("data-may-change");

/** How long after a key the checks run. */
const MOMENT = 250;

/** What changes within such a time is shown at once. */
const TOGETHER = 150;

/** Who has not typed for so long has gone: what they type elsewhere is shown here. */
const GONE = 2000;

/** The segment that is open: its row, its text field, the translation that stood there. */
export let here = null;
let looking = null;
let checking = null;

const segmentOf = (row) => ({
  unit: row.dataset.unit,
  number: Number(row.dataset.number),
  path: `/api/v1/documents/${name}/segments/${row.dataset.number}`,
});

/** Opens a segment: its translation can be typed, what is known of it appears beside. */
export function open(row) {
  if (!row || here?.row === row) return here?.area?.focus();
  leave();
  const segment = segmentOf(row);
  row.classList.add("active");
  row.setAttribute("aria-current", "true");
  const own = drafts.kept(segment.unit);
  const seen = own?.seen ?? row.dataset.seen ?? row.dataset.target;
  const text = own?.text ?? row.dataset.draft ?? row.dataset.target;
  const [source, target] = [row.querySelector(".source"), row.querySelector(".target")];
  const was = { text: row.dataset.target, source: [...source.childNodes], target: [...target.childNodes] };
  here = { row, segment, seen, source, target, was, area: null, typed: -Infinity };
  if (mayChange && row.dataset.locked === undefined) here.area = field(here, text);
  // Where not all of the page has room, the segments and what is known of them have.
  grid.parentElement.scrollIntoView({ block: "nearest" });
  row.scrollIntoView({ block: "nearest" });
  here.area?.focus();
  if (own) {
    say(words("restored"));
    drafts.keep(segment, own.text, own.seen);
  }
  if (here.area && seen !== row.dataset.target && text !== row.dataset.target) conflict(row.dataset.target);
  here.known = look(segment);
  history.replaceState(null, "", `#${row.id}`);
  preview.follow(segment.number);
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
  at.fit = fit;
  let composing = false;
  const typed = () => {
    fit();
    at.typed = performance.now();
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
  const { row, source, target, was, area, seen, segment } = here;
  complete.close(area);
  row.classList.remove("active");
  row.removeAttribute("aria-current");
  source.replaceChildren(...was.source);
  target.replaceChildren(...was.target);
  here = null;
  if (!area) return;
  const stands = row.dataset.draft ?? row.dataset.target;
  if (area.value !== stands) {
    row.dataset.draft = area.value;
    row.dataset.seen = seen;
  }
  if (area.value !== stands || was.text !== row.dataset.target) {
    target.textContent = area.value;
    drafts.flush().then(() => renew([segment.number]));
  }
}

/** Asks what is known of a segment. */
export async function look(segment) {
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
    here.source.replaceChildren(...marked.childNodes);
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
export function check(at) {
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

const stale = new Set();
let renewing = null;

/** Until no button is held: a row that goes between press and release would lose the click. */
let pressed = Promise.resolve();
addEventListener("pointerdown", () => {
  pressed = new Promise((released) => {
    // The click comes right after the release, and before what waits here.
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => setTimeout(released), { once: true });
  });
}, { capture: true });

/** Makes rows anew, a moment later: of what changes at once, once. */
export function renew(numbers) {
  numbers.forEach((number) => stale.add(number));
  if (stale.size > 0) renewing ??= setTimeout(renewNow, TOGETHER);
}

/** Makes rows anew, as the memory has them now, and those with them that they are held against. */
async function renewNow() {
  renewing = null;
  const numbers = [...stale];
  stale.clear();
  const across = Object.fromEntries([...grid.children]
    .filter((row) => row.dataset.across !== "0")
    .map((row) => [row.dataset.number, Number(row.dataset.across)]));
  try {
    const html = await ask("POST", `/documents/${name}/rows`, { numbers, across });
    await pressed;
    const made = document.createElement("template");
    made.innerHTML = html;
    for (const fresh of [...made.content.children]) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      // What is shown stays so until somebody filters anew.
      fresh.hidden = old.hidden;
      if (here?.row === old) renewOpen(fresh);
      else old.replaceWith(fresh);
    }
    filter.progress();
  } catch (error) {
    complain(error);
  }
}

/** The open segment was changed by somebody: what is typed stays, and both texts are shown. */
function renewOpen(fresh) {
  const { row, area, segment } = here;
  const draft = fresh.dataset.draft;
  const changed = fresh.dataset.target !== row.dataset.target;
  const typed = area && area.value !== row.dataset.target;
  // Typed by the same person, in another window.
  const elsewhere = area && draft !== undefined && draft !== area.value
    && !drafts.waits(segment.unit) && performance.now() - here.typed > GONE;
  for (const key of ["state", "target", "findings", "across", "notes", "locked", "draft", "seen"]) {
    if (fresh.dataset[key] === undefined) delete row.dataset[key];
    else row.dataset[key] = fresh.dataset[key];
  }
  row.querySelector(".state").replaceWith(fresh.querySelector(".state"));
  if (elsewhere) {
    area.value = draft;
    here.fit();
    here.seen = fresh.dataset.seen;
    check(here);
  }
  if (!changed) return;
  if (typed && area.value !== fresh.dataset.target) {
    conflict(fresh.dataset.target);
  } else {
    here.seen = fresh.dataset.target;
    if (!area) return;
    area.value = fresh.dataset.target;
    here.fit();
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
export async function confirm(state, comment) {
  const at = here;
  if (!at?.area) {
    if (at) say(words("locked"));
    return false;
  }
  // A key that is held, or pressed twice, confirms once.
  if (at.confirming) return false;
  at.confirming = true;
  const text = at.area.value;
  const wanted = { state, seen: at.seen, spread: true };
  // As it stands, it is confirmed as what it is; a rejected one is not written anew.
  if (text !== at.row.dataset.target || state === "translated") wanted.text = text;
  if (comment) wanted.comment = comment;
  try {
    const became = await ask("PUT", at.segment.path, wanted);
    if (at.area.value === text) drafts.settle(at.segment);
    else drafts.keep(at.segment, at.area.value, text);
    delete at.row.dataset.draft;
    delete at.row.dataset.seen;
    at.row.dataset.state = became.segment.state;
    at.row.dataset.target = text;
    at.seen = text;
    at.target.querySelector(".conflict")?.remove();
    const { number } = at.segment;
    if (became.spread.length > 0) say(words("spread", number, became.spread.length));
    else say(words(became.segment.state, number));
    for (const { dataset } of became.spread.map((other) => document.getElementById(`s${other}`))) {
      [dataset.state, dataset.target] = [became.segment.state, text];
    }
    renew([number, ...became.spread]);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 409 && error.body.now) {
      at.row.dataset.target = error.body.now.target ?? "";
      renew([at.segment.number]);
      if (here === at) conflict(at.row.dataset.target);
    } else {
      complain(error);
    }
    return false;
  } finally {
    at.confirming = false;
  }
}

/** Puts a text in the open segment: at the cursor, or in place of all that is there. */
export function put(text, whole) {
  const area = here?.area;
  if (!area) return;
  if (whole) area.select();
  type(area, text);
}
