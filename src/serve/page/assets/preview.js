// The document as a reader will see it, below the segments, at the one that is open.

import { recall, remember } from "./keep.js";

const box = document.getElementById("preview");
const button = document.getElementById("show-preview");
const frame = box.querySelector("iframe");
const KEPT = "yiku-preview";

let at = 1;
let version = 0;

function show() {
  // In place of what it showed: going back is for the pages around it.
  frame.contentWindow.location.replace(`${frame.dataset.address}?${version}#${frame.dataset.anchor}${at}`);
}

/** Goes to a segment. */
export function follow(number) {
  at = number;
  if (!box.hidden) show();
}

/** Shows what was changed. */
export function reload() {
  version += 1;
  if (!box.hidden) show();
}

export function toggle() {
  box.hidden = !box.hidden;
  button.setAttribute("aria-expanded", String(!box.hidden));
  remember(KEPT, !box.hidden);
  if (!box.hidden) show();
}

button.addEventListener("click", toggle);
if (recall(KEPT)) toggle();
