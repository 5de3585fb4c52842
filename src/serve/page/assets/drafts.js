// Drafts: what is typed is kept here with every key, and by the program a moment later. Nothing
// that was typed is gone before somebody confirms it or takes it back.

import { ask } from "./ask.js";
import { recall, remember } from "./keep.js";

const MOMENT = 400;
const PREFIX = "yiku-draft:";

let waiting = null;

/** The units of which something was typed in this window that the program has not got yet. */
const unsent = new Set();

/** Whether the page is going. The one that follows may have been made before the program had the
 * draft: then what this browser kept is all that page has. */
let going = false;

/** What this browser kept of a segment and the program has not got yet. */
export const kept = (unit) => recall(PREFIX + unit);

const forget = (unit) => remember(PREFIX + unit, null);

/** Keeps what is typed into a segment: here at once, in the memory soon. */
export function keep(segment, text, seen) {
  remember(PREFIX + segment.unit, { text, seen });
  unsent.add(segment.unit);
  going = false;
  clearTimeout(waiting?.timer);
  waiting = { segment, text, seen, timer: setTimeout(() => flush(), MOMENT) };
}

/** Whether something typed into a unit is kept by this window alone; what the browser keeps, its
 * other windows have a part in. */
export const waits = (unit) => unsent.has(unit);

/** Sends what waits to be kept; what the page leaves behind is sent even as it closes. */
export async function flush(closing = false) {
  const draft = waiting;
  if (!draft) return true;
  waiting = null;
  clearTimeout(draft.timer);
  const { segment, text, seen } = draft;
  try {
    await ask("PUT", `${segment.path}/draft`, { text, seen }, { keepalive: closing });
    const now = kept(segment.unit);
    if (now?.text === text && !going) forget(segment.unit);
    if (waiting?.segment.unit !== segment.unit) unsent.delete(segment.unit);
    return true;
  } catch {
    // It is kept here, and is tried again with the next key, or when the page comes back.
    return false;
  }
}

/** A segment was confirmed or left as it was: there is no draft any more. */
export function settle(segment) {
  if (waiting?.segment.unit === segment.unit) {
    clearTimeout(waiting.timer);
    waiting = null;
  }
  forget(segment.unit);
  unsent.delete(segment.unit);
}

addEventListener("beforeunload", () => { going = true; });
addEventListener("pagehide", () => { flush(true); });
