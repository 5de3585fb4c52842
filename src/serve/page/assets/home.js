// The pages around the grid: import, filling from the memories, undo, the termbase.

import { ask, complain, localTimes, say } from "./ask.js";

localTimes();

/** Does something, says what came of it, and shows the page as it is then. */
async function then(work) {
  try {
    const answer = await work();
    if (answer?.said && !answer.done) return say(answer.said);
    if (answer?.said) sessionStorage.setItem("said", answer.said);
    location.reload();
  } catch (error) {
    complain(error);
  }
}

const before = sessionStorage.getItem("said");
if (before) {
  sessionStorage.removeItem("said");
  say(before);
}

document.getElementById("import")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  say("…");
  then(() => ask("POST", "/api/v1/import", new FormData(form))).finally(() => { button.disabled = false; });
});

document.getElementById("new-term")?.addEventListener("submit", (event) => {
  event.preventDefault();
  then(() => ask("POST", "/api/v1/terms", Object.fromEntries(new FormData(event.target))));
});

document.getElementById("settings")?.addEventListener("submit", (event) => {
  event.preventDefault();
  then(() => ask("PUT", "/api/v1/settings", Object.fromEntries(new FormData(event.target))));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.pretranslate) {
    say("…");
    then(() => ask("POST", "/api/v1/pretranslate", { document: button.dataset.pretranslate }));
  } else if (button?.dataset.undo) {
    then(() => ask("POST", `/api/v1/${button.dataset.undo}`, {}));
  } else if (button?.dataset.remove) {
    then(() => ask("DELETE", `/api/v1/terms/${button.dataset.remove}`));
  }
});
