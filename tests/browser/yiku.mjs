// yiku itself, and a browser that opens its page.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Where playwright-core and axe-core are installed is told, since they are no part of the project.
const require = createRequire(join(process.env.YIKU_NODE_MODULES ?? process.cwd(), "node_modules", "x.js"));
export const { chromium } = require("playwright-core");
export const axe = require.resolve("axe-core/axe.min.js");

export const program = process.argv[2];

/** A folder for a test, gone after it. */
export class Folder {
  path = mkdtempSync(join(tmpdir(), "yiku-browser-"));
  file(name) {
    return join(this.path, name);
  }
  /** Gives a command in it, and returns what it printed. */
  yiku(...words) {
    return execFileSync(program, words, { cwd: this.path, encoding: "utf8", env: environment(this, "li"), stdio: ["ignore", "pipe", "pipe"] });
  }
  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Whoever has no project has a memory of their own: in the folder, too. */
function environment(folder, who) {
  const { YIKU_MEMORY, ...env } = process.env;
  return { ...env, YIKU_USER: who, HOME: folder.path, XDG_DATA_HOME: folder.path };
}

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** `yiku edit`, in a folder. */
export class Page {
  static async open(folder, { who = "li", port, document } = {}) {
    const page = new Page();
    page.port = port ?? await freePort();
    const words = ["edit", "--no-browser", "--bind", String(page.port), ...(document ? [document] : [])];
    const env = environment(folder, who);
    page.process = spawn(program, words, { cwd: folder.path, env, stdio: ["ignore", "pipe", "pipe"] });
    page.address = await new Promise((done, fail) => {
      let said = "";
      page.process.stderr.on("data", (data) => { said += data; });
      page.process.stdout.on("data", (data) => done(String(data).trim()));
      page.process.on("exit", (code) => fail(new Error(`yiku edit ended with ${code}: ${said}`)));
    });
    return page;
  }
  /** Ends it as a power cut would. */
  kill() {
    return new Promise((done) => {
      this.process.removeAllListeners("exit");
      this.process.on("exit", done);
      this.process.kill("SIGKILL");
    });
  }
}

export const browser = () => chromium.launch({
  executablePath: process.env.YIKU_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
