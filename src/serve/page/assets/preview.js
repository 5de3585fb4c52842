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

/** What the frame shows, and whether it is still to come. */
let shown = null;
let coming = false;

function show() {
  // One after the other: what is asked for meanwhile is shown once this one is there.
  if (box.hidden || coming) return;
  coming = shown?.version !== version;
  shown = { version, at };
  // In place of what it showed: going back is for the pages around it.
  frame.contentWindow.location.replace(`${frame.dataset.address}?${version}#${frame.dataset.anchor}${at}`);
}

frame.addEventListener("load", () => {
  coming = false;
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
