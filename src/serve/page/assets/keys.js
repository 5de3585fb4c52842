// The keys: as yiku, memoQ, Trados or OmegaT have them, each of them changeable, all of them shown.

import { words } from "./ask.js";
import { recall, remember } from "./keep.js";

const MATCHES = [1, 2, 3, 4, 5];

const OURS = {
  confirm: "Ctrl+Enter", next: "Alt+ArrowDown", previous: "Alt+ArrowUp", open: "Ctrl+ArrowDown",
  suggest: "Ctrl+Space", source: "Ctrl+Insert", code: "F9", search: "Ctrl+K", term: "Ctrl+E",
  goto: "Ctrl+G", filter: "Ctrl+F", split: "Ctrl+Alt+S", merge: "Ctrl+J", undo: "Ctrl+Alt+Z",
  redo: "Ctrl+Alt+Y", preview: "Ctrl+Alt+P", review: "Ctrl+Shift+Enter", reject: "Ctrl+Alt+R", keys: "F1",
  ...Object.fromEntries(MATCHES.map((place) => [`match${place}`, `Ctrl+${place}`])),
};

const PROFILES = {
  yiku: OURS,
  memoq: { ...OURS, source: "Ctrl+Shift+S", reject: "Shift+Enter", open: "Ctrl+Shift+G" },
  trados: { ...OURS, search: "F3", filter: "Ctrl+Shift+F", term: "Ctrl+F2", code: "Ctrl+Alt+ArrowDown" },
  // Ctrl+N and Ctrl+T, which OmegaT has too, no browser gives away.
  omegat: {
    ...OURS, confirm: "Ctrl+U", previous: "Ctrl+P", open: "Ctrl+Shift+U", search: "Ctrl+F",
    filter: "Ctrl+Alt+F", source: "Ctrl+Shift+R", term: "Ctrl+Shift+G", match1: "Ctrl+R", goto: "Ctrl+J",
    merge: "Ctrl+Alt+J",
  },
};

/** What browsers keep for themselves: windows and tabs. */
const THEIRS = new Set([
  "Ctrl+N", "Ctrl+T", "Ctrl+W", "Ctrl+Q", "Ctrl+Shift+N", "Ctrl+Shift+T", "Ctrl+Shift+W", "Ctrl+Shift+Q",
  "Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+PageUp", "Ctrl+PageDown", "Alt+F4", "F11",
]);

const KEPT = "yiku-keys";

function read() {
  const kept = recall(KEPT);
  return { profile: PROFILES[kept?.profile] ? kept.profile : "yiku", own: kept?.own ?? {} };
}

let chosen = read();

const keep = () => remember(KEPT, chosen);

const keyOf = (action) => chosen.own[action] ?? PROFILES[chosen.profile][action];

/** What was pressed, as it is shown: Ctrl+Alt+S. */
function pressed(event) {
  // With Shift or Alt, keyboards write other characters than the key's.
  const printed = /^(Digit|Numpad)\d$/.test(event.code)
    || (/^Key[A-Z]$/.test(event.code) && event.altKey && !event.getModifierState("AltGraph"));
  const named = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const key = printed ? event.code.slice(-1) : named;
  return [
    (event.ctrlKey || event.metaKey) && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    key,
  ].filter(Boolean).join("+");
}

/** Does what a key stands for. Keys of an input method are its own. */
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    // 229: some systems say only so that an input method has the key.
    if (event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]")) return;
    const key = pressed(event);
    const action = Object.keys(OURS).find((name) => keyOf(name) === key);
    if (!action || !actions[action]) return;
    event.preventDefault();
    actions[action]();
  });
}

const dialog = document.getElementById("keys");

function rows() {
  dialog.querySelector("[name=profile]").value = chosen.profile;
  dialog.querySelector("tbody").replaceChildren(...Object.keys(OURS).map((action) => {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = words(`k.${action}`);
    const cell = document.createElement("td");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = keyOf(action);
    button.setAttribute("aria-label", `${words(`k.${action}`)}: ${keyOf(action)}`);
    button.addEventListener("click", () => change(action, button));
    cell.append(button);
    row.append(name, cell);
    return row;
  }));
}

/** Takes the next key that is pressed for an action, unless it is another's. */
function change(action, button) {
  button.textContent = words("press");
  const take = (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (["Control", "Alt", "Shift", "Meta"].includes(event.key)) return;
    dialog.removeEventListener("keydown", take, true);
    const key = pressed(event);
    const other = Object.keys(OURS).find((name) => name !== action && keyOf(name) === key);
    if (key === "Escape") {
      rows();
    } else if (other || THEIRS.has(key)) {
      rows();
      dialog.querySelector("[role=status]").textContent = other
        ? words("taken", key, words(`k.${other}`))
        : words("theirs", key);
    } else {
      chosen.own[action] = key;
      keep();
      rows();
    }
  };
  dialog.addEventListener("keydown", take, true);
}

export function show() {
  rows();
  dialog.showModal();
}

dialog?.querySelector("[name=profile]").addEventListener("change", (event) => {
  chosen = { profile: event.target.value, own: {} };
  keep();
  rows();
});
document.getElementById("show-keys")?.addEventListener("click", show);
