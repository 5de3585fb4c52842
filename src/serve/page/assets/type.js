// Putting text into a field as if it were typed.

/** Puts a text in place of what is selected. The browser's own undo takes it back. */
export function type(area, text) {
  area.focus();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
