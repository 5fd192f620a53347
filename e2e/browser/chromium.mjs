// Debian's chromium, driven by playwright-core: what pages say on the console, and what axe finds wrong, is kept.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const TIMEOUT_MS = 15_000;
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const DESK = { viewport: { width: 1440, height: 900 } };
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What the browser itself says when a request fails; stories take the network away on purpose. */
const NETWORK = /Failed to load resource|net::ERR_/;

/** @param program path of chromium */
export function openBrowser(program) {
  // Tests may run as root, where chromium's sandbox does not start.
  return chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A person in front of a browser of their own. @param device PHONE or DESK @param settings what is chosen in the console */
export async function visitor(browser, { device = DESK, url, settings = {}, locale = "en-GB" }) {
  const context = await browser.newContext({ ...device, locale, timezoneId: "Asia/Shanghai", baseURL: url });
  context.setDefaultTimeout(TIMEOUT_MS);
  if (Object.keys(settings).length > 0)
    await context.addInitScript((chosen) => {
      localStorage.getItem("phm.settings") ?? localStorage.setItem("phm.settings", chosen);
    }, JSON.stringify(settings));
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !NETWORK.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  return { context, page, problems };
}

/** Serious findings of axe on what is shown. */
export async function accessibilityFaults(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
