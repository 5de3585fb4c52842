// The pages around the grid: import, filling from the memories, undo, the termbase, settings.

import { ask, complain, localTimes, say, sayNext, words } from "./ask.js";
import "./keys.js";

localTimes();

/** Does something, says what came of it, and shows the page as it is then. */
async function then(work) {
  try {
    const { done, said } = await work() ?? {};
    if (done === false) return say(said);
    if (done) sayNext(said);
    location.reload();
  } catch (error) {
    complain(error);
  }
}

/** Does something that takes a while: says for how long already, and can be stopped. */
async function wait(what, work) {
  const stop = new AbortController();
  const begun = Date.now();
  const tell = () => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    say(words("working", what, seconds), [[words("cancel"), () => stop.abort()]]);
  };
  const stay = (event) => event.preventDefault();
  addEventListener("beforeunload", stay);
  tell();
  const clock = setInterval(tell, 1000);
  try {
    return await work(stop.signal);
  } catch (error) {
    if (error.name === "AbortError") say(words("stopped"));
    throw error;
  } finally {
    clearInterval(clock);
    removeEventListener("beforeunload", stay);
  }
}

document.getElementById("import")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button[type=submit]");
  const what = `${button.textContent}: ${form.elements.file.files[0]?.name ?? ""}`;
  button.disabled = true;
  then(() => wait(what, (signal) => ask("POST", "/api/v1/import", new FormData(form), { signal })))
    .finally(() => { button.disabled = false; });
});

document.getElementById("new-term")?.addEventListener("submit", (event) => {
  event.preventDefault();
  then(() => ask("POST", "/api/v1/terms", Object.fromEntries(new FormData(event.target))));
});

document.getElementById("change-term")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const given = new FormData(form);
  const [was, text, status] = ["was", "text", "status"].map((name) => given.getAll(name));
  const terms = was.map((term, at) => ({ was: term, text: text[at], status: status[at] }));
  const [domain, definition] = [given.get("domain"), given.get("definition")];
  try {
    await ask("PUT", `/api/v1/terms/${form.dataset.concept}`, { terms, domain, definition });
    const address = new URL(location.href);
    address.searchParams.delete("edit");
    address.hash = "";
    location.assign(address);
  } catch (error) {
    complain(error);
  }
});

document.getElementById("settings")?.addEventListener("submit", (event) => {
  event.preventDefault();
  then(async () => {
    const { changed } = await ask("PUT", "/api/v1/settings", Object.fromEntries(new FormData(event.target)));
    return { done: true, said: words(changed ? "saved" : "unchanged") };
  });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.pretranslate) {
    const document = button.dataset.pretranslate;
    const fill = (signal) => ask("POST", "/api/v1/pretranslate", { document }, { signal });
    then(() => wait(`${button.textContent}: ${document}`, fill));
  } else if (button?.dataset.undo) {
    then(() => ask("POST", `/api/v1/${button.dataset.undo}`, {}));
  } else if (button?.dataset.remove) {
    then(() => ask("DELETE", `/api/v1/terms/${button.dataset.remove}`));
  }
});
