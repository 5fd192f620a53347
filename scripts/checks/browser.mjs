// The console in a real browser, on a running suite: what people do in it, told as stories.
//   npm run check:browser                     every story
//   npm run check:browser -- --shots FOLDER   also keeps pictures of the main pages there
//   npm run check:browser -- --write          renews the pictures of the documentation
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureWithApt } from "../lib/ensure-apt.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

/** Of docs/img, as they are called there. */
const DOCUMENTED = {
  asset: "console-asset",
  "bench-envelope": "console-bench",
  "bench-waterfall": "console-waterfall",
  fleet: "console-fleet",
  "fleet-zh": "console-fleet-zh",
  "round-point": "console-round-point",
  "system-zh": "console-system-zh",
  ticket: "console-ticket",
  "work-calendar": "console-calendar",
};

const partOf = (name) => import(pathToFileURL(fromRoot("e2e", "browser", name)).href);

export async function run(args) {
  const isWriting = args.length === 1 && args[0] === "--write";
  const folder = isWriting ? undefined : shotsFolder(args);
  const program = await ensureWithApt("chromium", "chromium");
  if (program === undefined) return { ok: true, stories: 0, skipped: ["chromium is not installed"] };
  process.env.PHM_NATS_SERVER = await ensureNatsServer();
  const [{ openBrowser, accessibilityFaults }, { openPlant }, { STORIES }] = await Promise.all(
    ["chromium.mjs", "plant.mjs", "stories/index.mjs"].map(partOf),
  );
  const plant = await openPlant();
  const browser = await openBrowser(program);
  const told = [];
  try {
    for (const { name, tell } of STORIES) {
      const started = performance.now();
      const faults = [];
      const shot = async (page, picture) => {
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${picture}: ${fault}`));
        if (folder !== undefined) await page.screenshot({ path: join(folder, `${picture}.png`) });
        const documented = isWriting ? DOCUMENTED[picture] : undefined;
        if (documented !== undefined) await page.screenshot({ path: fromRoot("docs", "img", `${documented}.png`) });
      };
      const problems = await tell({ browser, plant, shot }).catch((error) => [String(error?.message ?? error)]);
      await leave(browser, folder);
      const all = [...problems, ...faults];
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      say(`${all.length === 0 ? "told" : "FAILED"}: ${name} (${seconds} s)${all.map((problem) => `\n  ${problem}`).join("")}`);
      told.push(all.length === 0);
    }
  } finally {
    await browser.close();
    await plant.suite.cleanup();
  }
  return { ok: told.every(Boolean), stories: told.length, failed: told.filter((ok) => !ok).length };
}

/** Closes what a story that failed has left open, with a picture of what was seen last. */
async function leave(browser, folder) {
  for (const context of browser.contexts()) {
    for (const page of context.pages()) if (folder !== undefined) await page.screenshot({ path: join(folder, "failed.png") });
    await context.close();
  }
}

function shotsFolder(args) {
  if (args.length === 0) return undefined;
  const [option, folder] = args;
  if (option !== "--shots" || folder === undefined) throw new Failure(`${args.join(" ")} is neither --shots FOLDER nor --write`);
  mkdirSync(resolve(folder), { recursive: true });
  return resolve(folder);
}
