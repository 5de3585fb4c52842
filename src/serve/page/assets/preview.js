// The document as a reader will see it, with what is being typed, below the segments, at the one that
// is open.

import { recall, remember } from "./keep.js";

const box = document.getElementById("preview");
const button = document.getElementById("show-preview");
const frame = box.querySelector("iframe");
const KEPT = "yiku-preview";

/** What is typed is shown when nobody typed for so long. */
const MOMENT = 600;

let at = 1;
let version = 0;
let soonest = null;

/** What does not come within such a time does not come any more. */
const PATIENCE = 5000;

/** What the frame shows, and since when it is to come. */
let shown = null;
let awaited = -Infinity;

function show() {
  // One after the other: browsers that are sent elsewhere while they load may show neither. What is
  // asked for meanwhile is shown once this one is there.
  if (box.hidden || performance.now() - awaited < PATIENCE) return;
  if (shown?.version !== version) awaited = performance.now();
  shown = { version, at };
  // In place of what it showed: going back is for the pages around it.
  frame.contentWindow.location.replace(`${frame.dataset.address}?${version}#${frame.dataset.anchor}${at}`);
}

frame.addEventListener("load", () => {
  awaited = -Infinity;
  if (shown && (shown.version !== version || shown.at !== at)) show();
});

/** Goes to a segment. */
export function follow(number) {
  at = number;
  show();
}

/** Shows what was changed. */
export function reload() {
  clearTimeout(soonest);
  version += 1;
  show();
}

/** Shows what is being typed, at the next rest. */
export function soon() {
  clearTimeout(soonest);
  soonest = setTimeout(reload, MOMENT);
}

export function toggle() {
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
  remember(KEPT, !box.hidden);
  show();
}

button.addEventListener("click", toggle);
if (recall(KEPT)) toggle();
