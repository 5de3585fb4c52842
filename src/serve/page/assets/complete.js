// Terms, numbers and known pieces, offered while one types and when asked for.

import { words } from "./ask.js";
import { type } from "./type.js";

const MOST = 7;

let list = null;
let offered = [];
let place = -1;

/** What may be put in: of the terms and pieces of the segment, in their order, each once. */
function known(panel) {
  const buttons = panel.querySelectorAll(".fragments [data-insert], .terms [data-insert]");
  return [...new Set([...buttons].map((button) => button.dataset.insert))];
}

/** How much of the text before the cursor is the beginning of `piece`. */
function begun(before, piece) {
  const most = Math.min(before.length, piece.length - 1);
  for (let length = most; length > 0; length -= 1) {
    if (!piece.toLowerCase().startsWith(before.slice(-length).toLowerCase())) continue;
    // Within a Latin word nothing begins.
    const joins = /[\p{L}\p{N}]$/u.test(before.slice(0, -length)) && /^[a-z]/i.test(piece);
    if (!joins) return length;
  }
  return 0;
}

export function close(area) {
  list?.remove();
  list = null;
  offered = [];
  place = -1;
  area?.removeAttribute("aria-activedescendant");
  area?.removeAttribute("aria-controls");
}

function select(area, next) {
  place = (next + offered.length) % offered.length;
  [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === place)));
  area.setAttribute("aria-activedescendant", `suggestion-${place}`);
}

function take(area, { piece, length }) {
  const end = area.selectionStart;
  close(area);
  area.setSelectionRange(end - length, area.selectionEnd);
  type(area, piece);
  close(area);
}

/** Offers what fits what was just typed; all there is, where it is asked for. */
export function offer(area, panel, asked = false) {
  close(area);
  const before = area.value.slice(0, area.selectionStart);
  offered = known(panel)
    .map((piece) => ({ piece, length: begun(before, piece) }))
    .filter(({ length }) => asked || length > 0)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST);
  if (offered.length === 0) return;
  list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words("suggestions"));
  list.append(...offered.map((offer, at) => {
    const item = document.createElement("li");
    item.id = `suggestion-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = offer.piece;
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(area, offer);
    });
    return item;
  }));
  area.after(list);
  area.setAttribute("aria-controls", "suggestions");
  if (asked) select(area, 0);
}

/** Whether a key was for the list. Enter is only where something was chosen in it. */
export function key(area, event) {
  if (!list || event.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  if (event.key === "ArrowDown" || (event.key === "ArrowUp" && place >= 0)) {
    select(area, place + (event.key === "ArrowDown" ? 1 : -1));
  } else if ((event.key === "Enter" || event.key === "Tab") && place >= 0) {
    take(area, offered[place]);
  } else if (event.key === "Escape") {
    close(area);
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}
