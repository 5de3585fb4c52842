// Asking the program: every request goes through here, and says in words what went wrong.

import { recall, remember } from "./keep.js";

/** A message in the language of the page, with {0}, {1} … filled in. */
export function words(name, ...values) {
  const text = document.querySelector(`[data-name="${name}"]`)?.textContent ?? name;
  return values.reduce((said, value, place) => said.replace(`{${place}}`, () => String(value)), text);
}

const said = document.getElementById("said");
let silence = 0;

/** What is longer is read in one's own time. */
const SHORT = 100;

/** Says something for a moment, or until something else is said; with buttons, or at length, for as long as it takes. */
export function say(text, buttons = text.length > SHORT ? [[words("close"), () => {}]] : []) {
  clearTimeout(silence);
  said.textContent = text;
  for (const [label, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      said.textContent = "";
      act();
    });
    said.append(button);
  }
  if (text && buttons.length === 0) silence = setTimeout(() => { said.textContent = ""; }, 8000);
}

const NEXT = "yiku-said";

/** Says something once the page has come anew. */
export const sayNext = (text) => remember(NEXT, text, "sessionStorage");

const before = recall(NEXT, "sessionStorage");
if (before) {
  remember(NEXT, null, "sessionStorage");
  say(before);
}

/** What the program refused: its words, its number, and what it sent with them. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.error ?? `${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Asks, and gives the answer as JSON or as text (of a page). Throws Refusal, or TypeError where nobody answers. */
export async function ask(method, path, body, more = {}) {
  const form = body instanceof FormData;
  const response = await fetch(path, {
    method,
    headers: body && !form ? { "content-type": "application/json" } : {},
    body: form ? body : body && JSON.stringify(body),
    ...more,
  });
  const json = response.headers.get("content-type")?.startsWith("application/json");
  const answer = json ? await response.json() : await response.text();
  if (!response.ok) throw new Refusal(response.status, json ? answer : { error: answer });
  return answer;
}

/** Says what went wrong. */
export function complain(error) {
  if (error.name === "AbortError") return;
  say(error instanceof Refusal ? error.message : words("lost"));
}

/** Moments in the reader's own time. */
export function localTimes(within = document) {
  for (const time of within.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.valueOf())) {
      time.textContent = at.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    }
  }
}
