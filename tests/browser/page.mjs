// The editing page in a real browser, as translators use it.
//
//   node tests/browser/page.mjs target/release/yiku tests/browser/shots
//
// Needs chromium, playwright-core and axe-core. With a folder for shots, the pictures of README are
// made in it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { axe, browser, Folder, Page } from "./yiku.mjs";

const shots = process.argv[3];
const tests = [];
const test = (name, run) => tests.push([name, run]);

const SOURCE = `WIPO Director General Visits Beijing

The Director General met the Commissioner of CNIPA on September 14, 2024. China has 12,000 patents in force.

Thank you.

The visit ended on Friday. Thank you.
`;

/** A page of a new memory with a text to translate. */
async function begun(chrome, name = "news.txt", text = SOURCE) {
  const folder = new Folder();
  writeFileSync(folder.file("yiku.toml"), '[project]\nname = "news"\nfrom = "en"\nto = "zh-Hans"\n');
  writeFileSync(folder.file(name), text);
  folder.yiku("import", name);
  folder.yiku("term", "add", "Director General", "总干事");
  folder.yiku("term", "add", "Director General", "局长", "--forbidden");
  folder.yiku("term", "add", "CNIPA", "国家知识产权局");
  const page = await Page.open(folder);
  const context = await chrome.newContext({ locale: "en-GB" });
  const tab = await context.newPage();
  await tab.goto(`${page.address.replace("/?", "/documents/news?")}`);
  await tab.waitForSelector("textarea");
  return { folder, page, context, tab };
}

const segments = (folder) => folder.yiku("list", "--json").trim().split("\n").map((line) => JSON.parse(line));
const field = (tab) => tab.locator("textarea");
const active = (tab) => tab.locator(".row.active");
const said = (tab, text) => tab.waitForFunction((text) => document.getElementById("said").textContent.includes(text), text);
const activeIs = (tab, number) => tab.waitForSelector(`.row.active[data-number="${number}"] textarea`);

async function ended({ folder, page, context }) {
  await context.close();
  await page.kill();
  folder.remove();
}

test("from import to export without a terminal", async (chrome) => {
  const folder = new Folder();
  writeFileSync(folder.file("release.en.txt"), SOURCE);
  writeFileSync(folder.file("terms.csv"), "en,zh-Hans\nDirector General,总干事\nCNIPA,国家知识产权局\n");
  const page = await Page.open(folder);
  const context = await chrome.newContext({ locale: "en-GB", acceptDownloads: true });
  const tab = await context.newPage();
  await tab.goto(page.address);
  assert.ok(!tab.url().includes("key="), "the secret stays out of the address");
  for (const [file, outcome] of [["release.en.txt", "6 segments"], ["terms.csv", "2 concepts"]]) {
    await tab.setInputFiles("input[name=file]", folder.file(file));
    await tab.click("#import button[type=submit]");
    await said(tab, outcome);
    assert.doesNotMatch(await tab.textContent("#said"), /yiku\.toml/, "where the memory is, they know");
  }
  await tab.click("a:has-text('release')");
  await tab.waitForSelector("#panel dl.terms div");
  const translations = ["产权组织总干事访问北京", "2024年9月14日，总干事会见了国家知识产权局局长。", "中国拥有1.2万件有效专利。", "谢谢。", "访问于周五结束。"];
  for (const [at, text] of translations.entries()) {
    await activeIs(tab, at + 1);
    await field(tab).fill(text);
    await tab.keyboard.press("Control+Enter");
  }
  await tab.waitForFunction(() => document.querySelector("#progress span").textContent === "6 / 6");
  assert.match(await tab.textContent("#progress"), /0 words left/);
  assert.equal(await tab.getAttribute("#progress", "title"), "translated 6");
  assert.deepEqual(segments(folder).map((s) => [s.state, s.made_by]).at(-1), ["translated", "propagated"], "Thank you. is a repetition");
  for (const [format, check] of [
    ["tmx", (text) => text.includes("产权组织总干事访问北京") && text.includes("<tmx")],
    ["text", (text) => text.startsWith("产权组织总干事访问北京\n\n")],
    ["xliff", (text) => text.includes('state="translated"')],
  ]) {
    await tab.click(".tools details summary");
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.click(`.tools a[href*="format=${format}&"]`)]);
    const text = readFileSync(await download.path(), "utf8");
    assert.ok(check(text), `${format}: ${text.slice(0, 300)}`);
    assert.match(download.suggestedFilename(), /^release\./);
    await tab.click(".tools details summary");
  }
  await ended({ folder, page, context });
});

test("matches, terms and pieces are shown, and go in by one key", async (chrome) => {
  const at = await begun(chrome, "news.txt", `${SOURCE}\nThe Director General met the Commissioner of CNIPA on September 15, 2024.\n`);
  const { tab } = at;
  await tab.click(".row[data-number='2'] .target");
  await activeIs(tab, 2);
  await field(tab).fill("2024年9月14日，总干事会见了国家知识产权局局长。");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 3);
  await tab.click(".row[data-number='7'] .target");
  await activeIs(tab, 7);
  await tab.waitForSelector(".matches [data-match='1']");
  assert.match(await tab.textContent(".matches li .score"), /9[5-9] %/);
  assert.equal(await tab.textContent(".matches del"), "14");
  assert.equal(await tab.textContent(".matches ins"), "15");
  await tab.waitForSelector(".row.active .source .term");
  await field(tab).focus();
  await tab.keyboard.press("Control+1");
  assert.equal(await field(tab).inputValue(), "2024年9月14日，总干事会见了国家知识产权局局长。");
  await tab.waitForSelector("#findings .error, #findings .warning");
  await tab.waitForSelector("#fragments [data-insert='2024年9月15日']");
  await field(tab).fill("20");
  await field(tab).press("End");
  await tab.keyboard.type("2");
  await tab.waitForSelector(".suggestions li");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  assert.equal(await field(tab).inputValue(), "2024年9月15日");
  await tab.keyboard.press("Control+Z");
  assert.equal(await field(tab).inputValue(), "202", "the browser's undo takes back what was put in");
  await ended(at);
});

test("a forbidden term is found as it is typed", async (chrome) => {
  const at = await begun(chrome);
  const { tab } = at;
  await tab.waitForSelector("#panel dl.terms .forbidden");
  await field(tab).fill("产权组织局长访问北京");
  await tab.waitForFunction(() => document.getElementById("findings").textContent.includes("局长"));
  await field(tab).fill("产权组织总干事访问北京");
  await tab.waitForFunction(() => document.getElementById("findings").textContent.includes("Nothing found"));
  await ended(at);
});

test("Enter in a Chinese input method never confirms", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  const session = await tab.context().newCDPSession(tab);
  await field(tab).focus();
  await session.send("Input.imeSetComposition", { text: "zong gan shi", selectionStart: 12, selectionEnd: 12 });
  for (const modifiers of [0, 2]) {
    // As an input method's Enter comes: key code 229, or with the composition still open.
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229, modifiers });
    await tab.evaluate((ctrlKey) => document.querySelector("textarea").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey, isComposing: true, bubbles: true, cancelable: true })), modifiers === 2);
  }
  assert.equal(await active(tab).getAttribute("data-number"), "1");
  await session.send("Input.insertText", { text: "总干事" });
  assert.equal(await field(tab).inputValue(), "总干事");
  assert.equal(segments(folder)[0].state, "untranslated");
  await tab.keyboard.press("Control+Enter");
  await said(tab, "confirmed");
  assert.equal(segments(folder)[0].target, "总干事");
  // Nothing is looked for before there are characters.
  await tab.focus("#filter [name=text]");
  await session.send("Input.imeSetComposition", { text: "zong", selectionStart: 4, selectionEnd: 4 });
  assert.equal(await tab.locator(".row:visible").count(), 6);
  await session.send("Input.insertText", { text: "总干事" });
  // The open segment stays.
  await tab.waitForFunction(() => [...document.querySelectorAll(".row")].filter((row) => !row.hidden).length === 2);
  await ended(at);
});

test("two tabs and two translators lose nothing", async (chrome) => {
  const at = await begun(chrome);
  const { folder, tab } = at;
  const wangs = await Page.open(folder, { who: "wang" });
  const context = await chrome.newContext({ locale: "en-GB" });
  const other = await context.newPage();
  await other.goto(wangs.address.replace("/?", "/documents/news?"));
  await other.waitForSelector("textarea");
  await field(tab).fill("我的标题");
  await field(other).fill("王的标题");
  await other.keyboard.press("Control+Enter");
  await said(other, "confirmed");
  // Li hears of it while still typing, and has both texts.
  await tab.waitForSelector(".conflict");
  assert.match(await tab.textContent(".conflict"), /王的标题/);
  assert.equal(await field(tab).inputValue(), "我的标题");
  await field(tab).focus();
  await tab.keyboard.press("Control+Enter");
  await tab.waitForSelector(".conflict");
  assert.equal(segments(folder)[0].target, "王的标题", "nothing is overwritten unseen");
  await tab.click(".conflict button:has-text('Keep mine')");
  await tab.keyboard.press("Control+Enter");
  await said(tab, "confirmed");
  const [first] = segments(folder);
  assert.deepEqual([first.target, first.author], ["我的标题", "li"]);
  await tab.click(".row[data-number='1'] .target");
  await tab.waitForSelector("#panel .history li");
  assert.match(await tab.textContent("#panel .history"), /wang/);
  // Wang's page shows Li's text without being asked.
  await other.waitForFunction(() => document.getElementById("s1").dataset.target === "我的标题");
  await context.close();
  await wangs.kill();
  await ended(at);
});

test("what is typed survives a killed program and a closed tab", async (chrome) => {
  const at = await begun(chrome);
  const { folder, tab, context, page } = at;
  await field(tab).fill("产权组织总");
  await field(tab).press("End");
  await tab.keyboard.type("干事");
  await page.kill();
  await tab.keyboard.type("访华");
  const again = await Page.open(folder, { port: page.port });
  await tab.goto(again.address.replace("/?", "/documents/news?"));
  await tab.waitForSelector("textarea");
  assert.equal(await field(tab).inputValue(), "产权组织总干事访华");
  // The draft is in the memory now, for another browser too.
  // What the tab had kept is sent again as it opens: that is not the draft that is waited for.
  const kept = tab.waitForResponse((response) => response.url().endsWith("/draft")
    && response.request().postDataJSON().text.endsWith("！"));
  await field(tab).press("End");
  await tab.keyboard.type("！");
  await (await kept).finished();
  await tab.close();
  const elsewhere = await chrome.newContext({ locale: "en-GB" });
  const fresh = await elsewhere.newPage();
  await fresh.goto(again.address.replace("/?", "/documents/news?"));
  await fresh.waitForSelector("textarea");
  assert.equal(await field(fresh).inputValue(), "产权组织总干事访华！");
  assert.equal(segments(folder)[0].state, "untranslated");
  await elsewhere.close();
  await ended({ folder, page: again, context });
});

test("the keyboard alone is enough", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  await tab.keyboard.type("标题");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 2);
  await tab.keyboard.press("Alt+ArrowDown");
  await activeIs(tab, 3);
  await tab.keyboard.press("Alt+ArrowUp");
  await activeIs(tab, 2);
  await tab.keyboard.press("Control+Space");
  await tab.waitForSelector(".suggestions li[aria-selected=true]");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+Insert");
  assert.match(await field(tab).inputValue(), /^The Director General met/);
  await tab.keyboard.press("Control+G");
  await tab.keyboard.type("6");
  await tab.keyboard.press("Enter");
  await activeIs(tab, 6);
  await tab.keyboard.press("F1");
  await tab.waitForSelector("dialog[open]");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Control+Alt+Z");
  await said(tab, "Taken back");
  await tab.waitForFunction(() => document.getElementById("s1").dataset.target === "");
  assert.equal(segments(folder)[0].state, "untranslated");
  await tab.keyboard.press("Control+Alt+Y");
  await tab.waitForFunction(() => document.getElementById("s1").dataset.target === "标题");
  // Every button and field is reached by Tab, and shows that it is.
  const reached = new Set();
  for (let step = 0; step < 80; step += 1) {
    await tab.keyboard.press("Tab");
    reached.add(await tab.evaluate(() => document.activeElement?.tagName));
  }
  for (const kind of ["A", "BUTTON", "INPUT", "SELECT"]) assert.ok(reached.has(kind), `${kind} by Tab`);
  await ended(at);
});

test("a changed key is the new one, and stays", async (chrome) => {
  const at = await begun(chrome);
  const { tab } = at;
  await tab.click("#show-keys");
  await tab.click("dialog button[aria-label^='Next segment:']");
  await tab.keyboard.press("Alt+PageDown");
  await tab.click("dialog form button");
  await field(tab).focus();
  await tab.keyboard.press("Alt+PageDown");
  await activeIs(tab, 2);
  await tab.reload();
  await tab.waitForSelector("textarea");
  await tab.click(".row[data-number='3'] .target");
  await activeIs(tab, 3);
  await field(tab).focus();
  await tab.keyboard.press("Alt+PageDown");
  await activeIs(tab, 4);
  await ended(at);
});

test("a reviewer marks, rejects with a comment, and sees what was changed", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  await field(tab).fill("总干事访问北京");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 2);
  await tab.click(".row[data-number='1'] .target");
  await activeIs(tab, 1);
  await field(tab).fill("产权组织总干事访问北京");
  await tab.keyboard.press("Control+Shift+Enter");
  await said(tab, "marked as reviewed");
  assert.equal(segments(folder)[0].state, "reviewed");
  await tab.click(".row[data-number='2'] .target");
  await activeIs(tab, 2);
  await tab.click(".row[data-number='1'] .target");
  await tab.waitForSelector("#panel .history ins");
  assert.equal(await tab.textContent("#panel .history ins"), "产权组织");
  tab.once("dialog", (dialog) => dialog.accept("The name is wrong."));
  await tab.waitForSelector("[data-mark=rejected]");
  await tab.click("[data-mark=rejected]");
  await tab.waitForFunction(() => document.getElementById("s1").dataset.state === "rejected");
  await said(tab, "Segment 1 rejected");
  await tab.waitForFunction(() => document.getElementById("panel").textContent.includes("The name is wrong."));
  assert.match(folder.yiku("show", "1"), /The name is wrong\./);
  await ended(at);
});

test("pairs are corrected, and findings accepted, on the page", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  await tab.click(".row[data-number='2'] .target");
  await activeIs(tab, 2);
  await tab.waitForSelector("[data-pairing=merge]");
  await tab.click("[data-pairing=merge]");
  await tab.waitForFunction(() => document.querySelectorAll(".row").length === 5);
  await tab.waitForSelector(".row.active[data-number='2'] textarea");
  await field(tab).fill("2024年9月14日，局长会见了国家知识产权局局长。中国拥有1.2万件有效专利。");
  await tab.waitForSelector("#findings [data-accept]");
  const before = await tab.locator("#findings li").count();
  await tab.click("#findings [data-accept]");
  await tab.waitForFunction((before) => document.querySelectorAll("#findings li").length < before, before);
  assert.match(readFileSync(folder.file("waivers.tsv"), "utf8"), /news:2/);
  await ended(at);
});

test("the very text, known, is put in and waits to be confirmed", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  writeFileSync(folder.file("old.csv"), "source,target\nThe visit ended on Friday.,访问于周五结束。\n");
  folder.yiku("import", "old.csv", "--as", "units");
  await tab.click(".row[data-number='5'] .target");
  await activeIs(tab, 5);
  await tab.waitForFunction(() => document.querySelector("textarea").value === "访问于周五结束。");
  assert.equal(segments(folder)[4].state, "untranslated");
  await tab.keyboard.press("Control+Enter");
  await tab.waitForFunction(() => document.getElementById("s5").dataset.state === "translated");
  await ended(at);
});

test("the project's settings are changed, and wrong ones refused, on the page", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder, page } = at;
  await tab.goto(`http://127.0.0.1:${page.port}/settings`);
  const before = readFileSync(folder.file("yiku.toml"), "utf8");
  await tab.fill("#settings textarea[name=text]", `${before}[check]\nprofil = "press"\n`);
  await tab.click("#settings button");
  await said(tab, "profil");
  assert.equal(readFileSync(folder.file("yiku.toml"), "utf8"), before);
  await tab.fill("#settings textarea[name=text]", `${before}\n[check]\nprofile = "press"\n`);
  await tab.click("#settings button");
  await said(tab, "Saved.");
  for (const name of ["text", "seen"]) {
    assert.match(await tab.locator(`#settings [name=${name}]`).inputValue(), /profile = "press"/);
  }
  assert.match(readFileSync(folder.file("yiku.toml"), "utf8"), /profile = "press"/);
  await ended(at);
});

test("the filter shows what is wanted", async (chrome) => {
  const at = await begun(chrome);
  const { tab } = at;
  const shown = () => tab.locator(".row:visible").count();
  await tab.click(".row[data-number='6'] .target");
  await activeIs(tab, 6);
  await tab.fill("#filter [name=text]", "thank");
  await tab.waitForFunction(() => document.querySelector("#filter output").value === "2 / 6" || document.querySelector("#filter output").value.startsWith("2 of"));
  assert.equal(await shown(), 2);
  await tab.check("#filter [name=pattern]");
  await tab.fill("#filter [name=text]", "CNIPA|visit\\b");
  await tab.waitForFunction(() => document.querySelectorAll(".row:not([hidden])").length === 3);
  assert.equal(await shown(), 3, "two, and the one that is open");
  await tab.fill("#filter [name=text]", "");
  await tab.selectOption("#filter [name=state]", "repetitions");
  assert.equal(await shown(), 2);
  await ended(at);
});

test("five thousand segments open and scroll", async (chrome) => {
  const lines = Array.from({ length: 5000 }, (_, at) => `Sentence number ${at + 1} of the report is here.`);
  const at = await begun(chrome, "news.txt", `${lines.join("\n")}\n`);
  const { tab } = at;
  assert.equal(await tab.locator(".row").count(), 5000);
  await tab.keyboard.press("Control+G");
  await tab.keyboard.type("4999");
  await tab.keyboard.press("Enter");
  await activeIs(tab, 4999);
  await tab.waitForSelector(".matches, #panel .soft");
  await ended(at);
});

/** Exports a document by the menu of its page, and returns the file. */
async function exported(tab, format) {
  await tab.click(".tools details summary");
  const [download] = await Promise.all([tab.waitForEvent("download"), tab.click(`.tools a[href*="format=${format}&"]`)]);
  await tab.click(".tools details summary");
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const MARKDOWN = `# The *first* report

The [site](https://example.com/) is **open** now.

- One
- Two
`;

test("a document goes out as what it came as, and is seen so meanwhile", async (chrome) => {
  const at = await begun(chrome, "news.md", MARKDOWN);
  const { tab } = at;
  await tab.click("#show-preview");
  const preview = tab.frameLocator("#preview iframe");
  await preview.locator("h1 em").waitFor();
  assert.equal(await preview.locator("h1").textContent(), "The first report");
  await field(tab).fill("{1}首份{/1}报告");
  await preview.locator("h1:has-text('首份报告')").waitFor();
  assert.equal(segments(at.folder)[0].state, "untranslated", "what is typed is seen before it is confirmed");
  await field(tab).fill("{1}第一份{/1}报告");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 2);
  await preview.locator("h1:has-text('第一份报告')").waitFor();
  assert.equal(await preview.locator("h1 em").textContent(), "第一份");
  await field(tab).fill("{1}网站{/1}现已{3}开放{/3}。");
  await tab.keyboard.press("Control+Enter");
  await preview.locator("strong:has-text('开放')").waitFor();
  // It follows the segment that is open.
  await tab.waitForFunction(() => document.querySelector("#preview iframe").contentWindow.length === 0);
  const shown = tab.frames().find((frame) => frame.url().includes("/preview"));
  assert.match(shown.url(), /#yiku-segment-3$/);
  const { name, bytes } = await exported(tab, "document");
  assert.equal(name, "news.zh-Hans.md");
  assert.match(bytes.toString(), /^# .*第一份.*报告\n\n\[网站\]\(https:\/\/example\.com\/\)现已\*\*开放\*\*。\n\n- One\n/);
  // It is shown again when the page comes back.
  await tab.reload();
  await preview.locator("h1:has-text('第一份报告')").waitFor();
  await ended(at);
});

test("a page that is previewed does nothing, and fetches nothing", async (chrome) => {
  const page = `<!doctype html><html><head><title>News</title>
<link rel="preconnect" href="http://127.0.0.2:9/"><link rel="stylesheet" href="http://127.0.0.2:9/a.css">
<meta http-equiv="refresh" content="0;url=http://127.0.0.2:9/away">
<style>h1 { color: rgb(1, 2, 3) }</style></head>
<body><h1>The visit</h1><p onclick="alert(1)">A <a href="http://127.0.0.2:9/b">link</a> and <b>more</b>.</p>
<img src="http://127.0.0.2:9/c.png" alt="A picture"><script>document.title = "run"; fetch("http://127.0.0.2:9/d");</script>
<form action="http://127.0.0.2:9/e"><button>Send</button></form></body></html>`;
  const at = await begun(chrome, "news.html", page);
  const { tab, context } = at;
  const away = [];
  context.on("request", (request) => {
    if (request.url().includes("127.0.0.2")) request.failure() ?? away.push(request.url());
  });
  context.on("requestfinished", (request) => { if (request.url().includes("127.0.0.2")) away.push(`finished ${request.url()}`); });
  await tab.click("#show-preview");
  const preview = tab.frameLocator("#preview iframe");
  await preview.locator("h1").waitFor();
  const shown = tab.frames().find((frame) => frame.url().includes("/preview"));
  assert.equal(await preview.locator("h1").evaluate((h1) => getComputedStyle(h1).color), "rgb(1, 2, 3)");
  await preview.locator("a").click({ force: true, noWaitAfter: true });
  await tab.waitForTimeout(300);
  assert.match(shown.url(), /\/documents\/news\/preview/, "it stays where it is");
  assert.notEqual(await shown.title(), "run", "no script runs");
  assert.equal(await shown.locator("link").count(), 0);
  assert.deepEqual(away.filter((url) => url.startsWith("finished")), []);
  await ended(at);
});

test("a row that is made anew while the mouse is down on it opens all the same", async (chrome) => {
  const at = await begun(chrome, "news.txt", "The visit ended on Friday night.\n\nOther things.\n\nThe visit ended on Friday night.\n");
  const { tab } = at;
  let press;
  const down = new Promise((pressed) => { press = pressed; });
  await tab.route("**/rows", async (route) => {
    await down;
    await route.continue();
  });
  const rows = tab.waitForResponse((response) => response.url().endsWith("/rows"));
  await field(tab).fill("访问于周五晚间结束。");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 2);
  const box = await tab.locator("#s3 .target").boundingBox();
  await tab.mouse.move(box.x + 20, box.y + box.height / 2);
  await tab.mouse.down();
  press();
  await (await rows).finished();
  await tab.waitForTimeout(300);
  await tab.mouse.up();
  await activeIs(tab, 3);
  await ended(at);
});

test("what one segment is held against shows as it changes", async (chrome) => {
  const at = await begun(chrome, "news.txt", "The visit ended on Friday night.\n\nOther things.\n\nThe visit ended on Friday night.\n");
  const { tab } = at;
  await field(tab).fill("访问于周五晚间结束。");
  await tab.keyboard.press("Control+Enter");
  // The repetition got the same; now it gets another.
  await tab.waitForFunction(() => document.getElementById("s3").dataset.state === "translated");
  await tab.click("#s3 .target");
  await activeIs(tab, 3);
  await field(tab).fill("此访于星期五夜里告终。");
  await tab.keyboard.press("Control+Enter");
  await tab.waitForSelector("#s3 .mark.warning");
  await tab.click("#s2 .target");
  await tab.click("#s3 .target");
  await activeIs(tab, 3);
  await tab.waitForFunction(() => document.getElementById("findings").textContent.includes("Q16"));
  await field(tab).press("End");
  await tab.keyboard.type("！");
  await tab.waitForTimeout(600);
  assert.match(await tab.textContent("#findings"), /Q16/, "it stays while somebody types");
  // The other end of it changes: the segment that was warned of is made anew too.
  await tab.click("#s1 .target");
  await activeIs(tab, 1);
  await field(tab).fill("此访于星期五夜里告终。");
  await tab.keyboard.press("Control+Enter");
  await tab.waitForFunction(() => document.getElementById("s3").dataset.across === "0");
  await ended(at);
});

test("a query to the client is kept before there is a translation, and a draft beside it", async (chrome) => {
  const at = await begun(chrome);
  const { tab, folder } = at;
  await tab.waitForSelector("[data-say=query]");
  await field(tab).fill("总干事");
  tab.once("dialog", (dialog) => dialog.accept("Is this the former Director General?"));
  await tab.click("[data-say=query]");
  await tab.waitForSelector("#s1[data-notes='1']");
  await tab.waitForFunction(() => document.getElementById("panel").textContent.includes("former Director General"));
  assert.equal(await field(tab).inputValue(), "总干事");
  assert.match(folder.yiku("show", "1"), /li: Is this the former Director General\?/);
  assert.equal(segments(folder)[0].state, "untranslated");
  await tab.selectOption("#filter [name=state]", "notes");
  assert.equal(await tab.locator(".row:visible").count(), 1);
  await tab.reload();
  await tab.waitForSelector("textarea");
  assert.equal(await tab.inputValue("#filter [name=state]"), "notes", "the filter stays");
  assert.equal(await field(tab).inputValue(), "总干事", "the draft stays");
  await ended(at);
});

test("a draft on its way while the page is made anew is there afterwards", async (chrome) => {
  const at = await begun(chrome);
  const { tab } = at;
  // The new page is made before the program has the draft, and comes after the old one hears of it.
  let made;
  const isMade = new Promise((resolve) => { made = resolve; });
  await tab.route("**/segments/1/draft", async (route) => {
    await isMade;
    await route.continue();
  });
  await tab.route((url) => url.pathname === "/documents/news", async (route) => {
    const response = await route.fetch();
    const kept = tab.waitForResponse("**/segments/1/draft");
    made();
    await (await kept).finished();
    await new Promise((heard) => setTimeout(heard, 100));
    await route.fulfill({ response });
  });
  const sent = tab.waitForRequest("**/segments/1/draft");
  await field(tab).fill("总干事");
  await sent;
  await tab.reload();
  await tab.waitForSelector("textarea");
  assert.equal(await field(tab).inputValue(), "总干事");
  await ended(at);
});

test("what is typed in one window shows in the other", async (chrome) => {
  const at = await begun(chrome);
  const { tab, context, folder } = at;
  const second = await context.newPage();
  await second.goto(tab.url());
  await activeIs(second, 1);
  const wangs = await Page.open(folder, { who: "wang" });
  const other = await (await chrome.newContext({ locale: "en-GB" })).newPage();
  await other.goto(wangs.address.replace("/?", "/documents/news?"));
  await activeIs(other, 1);
  await field(tab).fill("产权组织总干事");
  await second.waitForFunction(() => document.querySelector("textarea").value === "产权组织总干事");
  await other.waitForSelector("#s1 .mark.draft:has-text('li')");
  assert.equal(await field(other).inputValue(), "", "it is Li's, not Wang's");
  await tab.keyboard.press("Control+Enter");
  await other.waitForFunction(() => !document.querySelector("#s1 .mark.draft"));
  await other.context().close();
  await wangs.kill();
  await ended(at);
});

test("in a narrow window what is known stays in sight", async (chrome) => {
  const lines = Array.from({ length: 60 }, (_, at) => `Sentence number ${at + 1} of the report is here.`);
  const at = await begun(chrome, "news.txt", `${lines.join("\n")}\n`);
  const { tab } = at;
  await tab.setViewportSize({ width: 640, height: 480 });
  await tab.click("#s30 .target");
  await activeIs(tab, 30);
  await tab.waitForSelector("#panel h2");
  const inSight = (selector) => tab.evaluate((selector) => {
    const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
    return top >= -1 && bottom <= innerHeight + 1;
  }, selector);
  assert.ok(await inSight("textarea"), "the text field");
  assert.ok(await inSight("#panel h2"), "what is known of the segment");
  await ended(at);
});

test("who has no key is told where it is", async (chrome) => {
  const at = await begun(chrome);
  const context = await chrome.newContext({ locale: "en-GB" });
  const tab = await context.newPage();
  await tab.goto(`http://127.0.0.1:${at.page.port}/documents/news`);
  assert.match(await tab.textContent("main"), /address that .yiku edit. prints/);
  await at.tab.goto(`http://127.0.0.1:${at.page.port}/documents/nothing`);
  assert.match(await at.tab.textContent("main"), /there is no document “nothing”/);
  await context.close();
  await ended(at);
});

test("nobody else gets in", async (chrome) => {
  const at = await begun(chrome);
  const { page } = at;
  const base = `http://127.0.0.1:${page.port}`;
  const key = new URL(page.address).searchParams.get("key");
  assert.equal((await fetch(`${base}/`)).status, 401);
  const authorization = `Bearer ${key}`;
  assert.equal((await fetch(`${base}/`, { headers: { authorization } })).status, 200);
  const evil = { authorization, origin: "http://evil.example", "content-type": "application/json" };
  assert.equal((await fetch(`${base}/terms`, { method: "POST", headers: evil, body: '{"source":"a","target":"b"}' })).status, 403);
  await ended(at);
});

/** Names, keys, codes and formats, which are the same in Chinese. */
const NAMES = new Set(`yiku English Trados memoQ OmegaT Word Excel PowerPoint Markdown MateCat TMX XLIFF TBX PO JSONL
  CSV DOCX XLSX git UTF press DOCTYPE concept lang term XML Ctrl Alt Shift Enter Space Insert Esc ArrowUp ArrowDown
  en zh Hans li news memory Director General CNIPA`.split(/\s+/));

/** The words in Latin letters on a page that are no names and not the text of whoever translates. */
const latin = (tab) => tab.evaluate(() => {
  const theirs = "textarea, .source, .target, .theirs, .translation, .hits, .terms, .concepts, .fragments, "
    + "[data-insert], [data-replace], script, style, [lang=en], kbd, #file, pre[tabindex], .file";
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const within = walk.currentNode.parentElement;
    if (!within.closest(theirs)) said.push(walk.currentNode.textContent);
  }
  for (const name of ["placeholder", "title", "aria-label", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!element.closest(theirs)) said.push(element.getAttribute(name));
    }
  }
  return said;
}).then((said) => said
  // Files, addresses and commands stand as they are.
  .flatMap((text) => text.replace(/`[^`]*`|yiku [a-z]+|\S*\/\S*|\S+\.[a-z]{2,5}\b|\bF\d+\b|\bQ\d\d\b/g, " ").match(/\p{Script=Latin}{2,}/gu) ?? [])
  .filter((word) => !NAMES.has(word)));

test("the Chinese page speaks Chinese", async (chrome) => {
  const at = await begun(chrome);
  const { folder, page } = at;
  const context = await chrome.newContext({ locale: "zh-CN" });
  const tab = await context.newPage();
  const go = async (path) => tab.goto(`http://127.0.0.1:${page.port}${path}`);
  const english = [];
  const chinese = async (where) => english.push(...(await latin(tab)).map((word) => `${word}: ${where}`));
  await tab.goto(page.address);
  await chinese("the documents");
  // What imports say, good and bad.
  writeFileSync(folder.file("故事.txt"), "The visit ended.\n\nHe left on Friday.\n");
  writeFileSync(folder.file("故事.zh.txt"), "访问结束了。\n\n他星期五离开。\n");
  writeFileSync(folder.file("新故事.txt"), "The visit ended.\n\nHe left on Monday.\n\nNobody knew.\n");
  writeFileSync(folder.file("断.tmx"), '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>\n<tu><tuv');
  writeFileSync(folder.file("别.tmx"), "<书>没有记忆库</书>");
  writeFileSync(folder.file("旧.csv"), "source,target\nThe visit ended on Friday.,访问于周五结束。\nEmpty,\n");
  writeFileSync(folder.file("术语.csv"), "concept,lang,term,颜色\n1,en,visit,red\n1,zh-Hans,访问,\n");
  writeFileSync(folder.file("图.png"), Buffer.from([137, 80, 78, 71, 0, 0, 1, 2, 255, 254]));
  writeFileSync(folder.file("空.txt"), "");
  const imported = async (file, more = {}) => {
    await go("/");
    await tab.setInputFiles("input[name=file]", folder.file(file));
    if (more.target) await tab.setInputFiles("input[name=target]", folder.file(more.target));
    if (more.name) await tab.fill("input[name=name]", more.name);
    await tab.click("#import button[type=submit]");
    await tab.waitForFunction(() => {
      const { textContent } = document.getElementById("said");
      return textContent && !textContent.includes("……");
    });
    await chinese(`${file}: ${await tab.textContent("#said")}`);
  };
  await imported("故事.txt", { target: "故事.zh.txt" });
  await imported("故事.txt", { target: "故事.zh.txt" });
  await imported("新故事.txt", { name: "故事" });
  for (const file of ["旧.csv", "术语.csv", "断.tmx", "别.tmx", "图.png", "空.txt"]) await imported(file);
  // What is done on the first page.
  await go("/");
  await tab.click("[data-pretranslate=news]");
  await tab.waitForFunction(() => document.getElementById("said").textContent.includes("句段"));
  await chinese(`filled: ${await tab.textContent("#said")}`);
  await tab.click("[data-undo=undo]");
  await tab.waitForFunction(() => document.querySelector("table.list:last-of-type td:nth-child(3)").textContent === "撤销");
  await chinese("the log");
  for (const path of ["/terms", "/terms?q=zzz", "/terms?edit=director-general", "/settings", "/analyze?document=故事", "/export?format=text&document=无", "/documents/无", "/无"]) {
    await go(path);
    await chinese(`${path}: ${await tab.textContent("main")}`);
  }
  // A segment, with all that can be known of it.
  await go("/documents/news");
  await tab.waitForSelector("#fragments li, #fragments .soft");
  await field(tab).fill("产权组织局长访问北京 2024");
  await tab.waitForSelector("#findings .error, #findings .warning");
  await chinese("a segment with findings");
  await tab.keyboard.press("Control+Enter");
  await activeIs(tab, 2);
  await chinese(`confirmed: ${await tab.textContent("#said")}`);
  await tab.click("#s1 .target");
  await tab.waitForSelector("#panel .history, #findings .error, #findings .warning");
  await tab.fill("#concordance input", "visit");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("#hits li");
  await chinese("found");
  await tab.click("[data-pairing=up]");
  await tab.waitForFunction(() => document.getElementById("said").textContent);
  await chinese(`pairing: ${await tab.textContent("#said")}`);
  await tab.keyboard.press("Control+Alt+Z");
  await said(tab, "已撤销");
  await chinese(`undone: ${await tab.textContent("#said")}`);
  await tab.click("#show-keys");
  await chinese("the keys");
  assert.deepEqual(english, []);
  await context.close();
  await ended(at);
});

test("a term is put right, and one that is not wanted goes", async (chrome) => {
  const at = await begun(chrome);
  const { folder, tab } = at;
  await tab.click("a:has-text('Terms')");
  await tab.click("tr:has-text('Director General') a:has-text('Change')");
  const forms = tab.locator("#change-term [name=text]");
  assert.deepEqual(await forms.evaluateAll((inputs) => inputs.map((input) => input.value)), ["Director General", "总干事", "局长"]);
  await forms.nth(1).fill("组织总干事");
  await forms.nth(2).fill("");
  await tab.fill("#change-term [name=definition]", "Head of WIPO");
  folder.yiku("term", "add", "Director General", "总裁", "--forbidden");
  await tab.click("#change-term button");
  await said(tab, "somebody changed the concept");
  await tab.reload();
  await forms.nth(1).fill("组织总干事");
  await forms.nth(2).fill("");
  await tab.fill("#change-term [name=definition]", "Head of WIPO");
  await tab.click("#change-term button");
  await tab.waitForSelector("#new-term");
  const row = await tab.textContent("tr:has-text('Director General')");
  assert.match(row, /组织总干事/);
  assert.match(row, /总裁/);
  assert.match(row, /Head of WIPO/);
  assert.doesNotMatch(row, /局长/);
  await tab.goto(`http://127.0.0.1:${at.page.port}/`);
  await tab.click("[data-undo=undo]");
  await tab.waitForFunction(() => document.querySelector("table.list:last-of-type td:nth-child(3)").textContent === "undo");
  assert.match(folder.yiku("term", "find", "Director"), /局长/);
  await ended(at);
});

test("whoever has one memory and no project sets what it is worked by", async (chrome) => {
  const folder = new Folder();
  writeFileSync(folder.file("lease.txt"), "The Lessee shall pay.\n");
  const page = await Page.open(folder);
  const context = await chrome.newContext({ locale: "en-GB" });
  const tab = await context.newPage();
  await tab.goto(page.address);
  await tab.click("a:has-text('Settings')");
  await tab.fill("[name=to]", "fr");
  await tab.selectOption("[name=profile]", "contract");
  await tab.click("#settings button");
  await said(tab, "Saved.");
  assert.equal(await tab.inputValue("[name=to]"), "fr");
  assert.equal(await tab.inputValue("[name=profile]"), "contract");
  await tab.fill("[name=to]", "en");
  await tab.click("#settings button");
  await said(tab, "the two languages are the same");
  // It holds at once: for what is imported, and when yiku begins again.
  await tab.click("a:has-text('Documents')");
  assert.equal(await tab.inputValue("#import [name=to]"), "fr");
  await page.kill();
  const again = await Page.open(folder);
  await tab.goto(again.address);
  assert.equal(await tab.inputValue("#import [name=to]"), "fr");
  await tab.click("[data-undo=undo]");
  await tab.waitForFunction(() => document.querySelector("#import [name=to]")?.value === "zh-Hans");
  await ended({ folder, page: again, context });
});

test("what is pressed before the page is ready does what it says", async (chrome) => {
  const folder = new Folder();
  const page = await Page.open(folder);
  const context = await chrome.newContext({ locale: "en-GB" });
  const tab = await context.newPage();
  await tab.goto(page.address);
  await tab.route("**/assets/*.js", async (route) => {
    await new Promise((done) => setTimeout(done, 500));
    await route.continue();
  });
  await tab.click("a:has-text('Settings')");
  await tab.fill("[name=to]", "fr");
  await tab.click("#settings button");
  await said(tab, "Saved.");
  assert.equal(await tab.inputValue("[name=to]"), "fr");
  assert.ok(!tab.url().includes("to="), "the form is not sent as a plain page would");
  await tab.click("#settings button");
  await said(tab, "as it was");
  await ended({ folder, page, context });
});

for (const [locale, scheme] of [["en-GB", "light"], ["zh-CN", "dark"]]) {
  test(`no serious fault of accessibility, ${locale}, ${scheme}`, async (chrome) => {
    const at = await begun(chrome);
    const context = await chrome.newContext({ locale, colorScheme: scheme, viewport: { width: 1400, height: 860 } });
    const tab = await context.newPage();
    await tab.goto(at.page.address);
    const paths = ["/documents/news", "/terms", "/settings", "/analyze?document=news", "/"];
    for (const path of paths) {
      await tab.goto(`http://127.0.0.1:${at.page.port}${path}`);
      if (path.startsWith("/documents")) {
        await tab.waitForSelector("#fragments li, #fragments .soft");
        await field(tab).fill("产权组织局长访问北京");
        await tab.waitForSelector("#findings .error, #findings .warning");
      }
      // The policy of the page lets no other script in; axe comes beside it.
      const session = await context.newCDPSession(tab);
      await session.send("Page.setBypassCSP", { enabled: true });
      await tab.evaluate(readFileSync(axe, "utf8"));
      const { violations } = await tab.evaluate(() => globalThis.axe.run());
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(grave.map(({ id, nodes }) => `${path} ${id}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`), []);
      const tag = await tab.getAttribute("html", "lang");
      assert.equal(tag, locale.startsWith("zh") ? "zh-Hans" : "en");
    }
    // At 200 %, as a narrow window, nothing is cut off to the side.
    await tab.setViewportSize({ width: 640, height: 480 });
    for (const path of paths) {
      await tab.goto(`http://127.0.0.1:${at.page.port}${path}`);
      const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 1, `${path} is ${over} wider than the window`);
    }
    await context.close();
    await ended(at);
  });
}

const chrome = await browser();
const only = process.env.YIKU_ONLY;
let failed = 0;
for (const [name, run] of tests) {
  if (only && !name.includes(only)) continue;
  try {
    await run(chrome);
    console.log(`passed: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${name}\n${error.stack.split("\n").slice(0, 16).join("\n")}`);
  }
}
if (shots) await (await import("./shots.mjs")).shoot(chrome, shots);
await chrome.close();
console.log(`browser: ${tests.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
