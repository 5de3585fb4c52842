// The pictures of README: the shipped release on the editing page.

import { cpSync } from "node:fs";
import { join } from "node:path";

import { Folder, Page } from "./yiku.mjs";

const project = new URL("../../tm/wipo-dg-china-2024", import.meta.url).pathname;

export async function shoot(chrome, folder) {
  const work = new Folder();
  cpSync(project, work.path, { recursive: true, filter: (path) => !/memory\.yiku|\/out(\/|$)/.test(path) });
  work.yiku("build");
  const page = await Page.open(work, { document: "release:12" });
  for (const [locale, colorScheme, name] of [["en-GB", "light", "editing"], ["zh-CN", "dark", "editing-zh-dark"]]) {
    const context = await chrome.newContext({ locale, colorScheme, viewport: { width: 1360, height: 800 } });
    const tab = await context.newPage();
    await tab.goto(page.address);
    await tab.waitForSelector("#s12.active textarea");
    await tab.waitForSelector("#fragments li, #fragments .soft");
    if (name === "editing") {
      // As somebody is at work: with a warning, and a term being completed.
      await tab.fill("textarea", "局长");
      await tab.press("textarea", "End");
      await tab.waitForSelector("#findings .error, #findings .warning");
    }
    await tab.screenshot({ path: join(folder, `${name}.png`) });
    await tab.goto(`http://127.0.0.1:${page.port}/`);
    await tab.screenshot({ path: join(folder, `documents-${locale}.png`) });
    await context.close();
  }
  await page.kill();
  work.remove();
}
