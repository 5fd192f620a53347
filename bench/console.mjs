// The console in a real browser: what its first load weighs, how long until it can be used beside an empty page of the same tool, and how fast 100,000
// points are panned beside the bare chart library.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { openBrowser, visitor } from "../e2e/browser/chromium.mjs";
import { openPlant } from "../e2e/browser/plant.mjs";
import { ensureWithApt } from "../scripts/lib/ensure-apt.mjs";
import { report, sideBySide } from "./lib/measure.mjs";

const BUDGET_BYTES = 500_000;
const USABLE_WITHIN_MS = 2_000;
const PAN_GOAL = 0.7;
const FRAMES = 40;
const LOADS = 5;
const PAGE = 500;
const PATIENCE_MS = 60_000;
const root = resolve(import.meta.dirname, "..");
const dist = join(root, "console", "dist");
const { build, preview } = createRequire(join(root, "console", "package.json"))("vite");

const chromium = await ensureWithApt("chromium", "chromium");
if (chromium === undefined) throw new Error("chromium is not installed");
const folder = mkdtempSync(join(tmpdir(), "phm-bench-console-"));
const pages = await builtPages();
const plant = await openPlant();
const browser = await openBrowser(chromium);
try {
  await firstLoad();
  await usable();
  await panned();
  await scrolled();
} finally {
  await browser.close();
  await new Promise((closed) => pages.httpServer.close(closed));
  await plant.suite.cleanup();
  rmSync(folder, { recursive: true, force: true });
}

/** Scripts that the fleet page asks for before anything is clicked, as a server would send them. */
async function firstLoad() {
  const { context, page } = await visitor(browser, { url: plant.url });
  page.setDefaultTimeout(PATIENCE_MS);
  const asked = new Set();
  page.on("request", (request) => request.resourceType() === "script" && asked.add(new URL(request.url()).pathname));
  await page.goto("/console/");
  await page.locator(".ant-table-row").first().waitFor();
  await context.close();
  const known = new Set(readdirSync(join(dist, "assets")));
  const names = [...asked].map((path) => path.split("/").at(-1)).filter((name) => known.has(name));
  const bytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, "assets", name))).length, 0);
  const said = { measure: "room for script of the first load", unit: "bytes (gzip)", reference: "what it weighs", goal: 1 };
  report({ bench: "console", ...said, value: BUDGET_BYTES, referenceValue: bytes });
}

async function usable() {
  const loads = async (url, isThere) => {
    const { context, page } = await visitor(browser, { url });
    page.setDefaultTimeout(PATIENCE_MS);
    for (let i = 0; i < LOADS; i++) {
      await page.goto(url);
      await page.locator(isThere).first().waitFor();
    }
    await context.close();
  };
  const rates = await sideBySide({
    count: LOADS,
    repetitions: 3,
    candidate: () => loads(`${plant.url}/console/`, ".ant-table-row"),
    reference: () => loads(`${pages.url}bench/console/empty.html`, "text=here"),
  });
  const said = { bench: "console", unit: "loads/s" };
  report({ ...said, measure: "fleet page usable", reference: "an empty page of the same tool", goal: 0.02, ...rates });
  const atLeast = { value: rates.value, referenceValue: 1_000 / USABLE_WITHIN_MS };
  report({ ...said, measure: "fleet page usable", reference: `one in ${USABLE_WITHIN_MS} ms`, goal: 1, ...atLeast });
}

async function panned() {
  const { context, page } = await visitor(browser, { url: pages.url });
  await page.goto("/bench/console/pan.html");
  await page.waitForFunction(() => globalThis.charts?.length >= 2);
  const names = await page.evaluate(() => globalThis.charts.map((chart) => (chart.root.closest("#bare") ? "bare" : "console")));
  const pan = (name) => (count) =>
    page.evaluate(
      async ([i, frames]) => {
        const chart = globalThis.charts[i];
        const [times] = chart.data;
        const span = times[times.length / 2] - times[0];
        for (let frame = 0; frame < frames; frame++) {
          const min = times[0] + (span * frame) / frames;
          chart.setScale("x", { min, max: min + span });
          // Charts are drawn after the task; reading a pixel waits for what was drawn.
          await null;
          chart.ctx.getImageData(0, 0, 1, 1);
        }
      },
      [names.lastIndexOf(name), count],
    );
  const rates = await sideBySide({ count: FRAMES, candidate: pan("console"), reference: pan("bare") });
  const said = { measure: "100,000 points panned", unit: "frames/s", reference: "the bare chart library", goal: PAN_GOAL };
  report({ bench: "console", ...said, ...rates });
  await context.close();
}

/** A fleet of ten thousand machines, scrolled beside one that fits on few screens. */
async function scrolled() {
  const contexts = [];
  const fleetOf = async (count) => {
    const { context, page } = await visitor(browser, { url: plant.url });
    contexts.push(context);
    page.setDefaultTimeout(PATIENCE_MS);
    const { items } = await plant.suite.get("/fleet");
    const rows = Array.from({ length: count }, (_, i) => ({ ...items[i % items.length], id: `machine-${i}` }));
    await page.route("**/api/v1/fleet?**", (route) => {
      const from = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
      const next = from + PAGE < count ? { nextCursor: String(from + PAGE) } : {};
      return route.fulfill({ json: { items: rows.slice(from, from + PAGE), ...next } });
    });
    await page.goto("/console/");
    await page.locator(".ant-table-row").first().waitFor();
    return (frames) =>
      page.evaluate(async (left) => {
        const body = document.querySelector(".ant-table-tbody-virtual");
        for (let frame = 0; frame < left; frame++) {
          const { x, y } = body.getBoundingClientRect();
          const given = { deltaY: frame % 40 < 20 ? 120 : -120, clientX: x + 5, clientY: y + 5, bubbles: true, cancelable: true };
          document.elementFromPoint(x + 5, y + 5).dispatchEvent(new WheelEvent("wheel", given));
          await new Promise(requestAnimationFrame);
        }
      }, frames);
  };
  const [candidate, reference] = [await fleetOf(10_000), await fleetOf(100)];
  const rates = await sideBySide({ count: FRAMES, candidate, reference });
  const said = { measure: "10,000 machines scrolled", unit: "frames/s", reference: "100 machines", goal: PAN_GOAL };
  report({ bench: "console", ...said, ...rates });
  for (const context of contexts) await context.close();
}

/** The pages of the bench, built by the console's own tool and served beside it. */
async function builtPages() {
  const here = (name) => join(import.meta.dirname, "console", name);
  const settings = {
    root,
    configFile: false,
    logLevel: "error",
    resolve: {
      alias: [
        { find: /^uplot-itself$/, replacement: modulePath("uplot", "dist/uPlot.esm.js") },
        { find: /^uplot$/, replacement: here("recording-uplot.js") },
        { find: /^uplot\/(.*)$/, replacement: `${modulePath("uplot", "")}/$1` },
        { find: /^(react-dom\/client)$/, replacement: createRequire(join(root, "console", "package.json")).resolve("react-dom/client") },
        { find: /^(react-router)$/, replacement: createRequire(join(root, "console", "package.json")).resolve("react-router") },
        { find: /^(react\/jsx-runtime)$/, replacement: createRequire(join(root, "console", "package.json")).resolve("react/jsx-runtime") },
      ],
    },
    build: { outDir: folder, emptyOutDir: true, rollupOptions: { input: [here("pan.html"), here("empty.html")] } },
  };
  await build(settings);
  const server = await preview({ ...settings, preview: { port: 0, host: "127.0.0.1" } });
  return { httpServer: server.httpServer, url: `http://127.0.0.1:${server.httpServer.address().port}/` };
}

function modulePath(name, file) {
  return join(root, "console", "node_modules", name, file);
}
