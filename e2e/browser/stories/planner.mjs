import { waitFor } from "../../../packages/testkit/dist/index.js";
import { DESK, visitor } from "../chromium.mjs";
import { send } from "../plant.mjs";

const SETTINGS = { language: "en", isDark: false, person: "zhao", role: "planner", site: "default" };
const HOUR_MS = 3_600_000;

/** A planner sees what is to be done by state, plans a stop, finds it and a preventive plan in the calendar, and takes the stop away. */
export const planner = {
  name: "a planner, from the board to a planned stop",
  async tell({ browser, plant, shot }) {
    await makePlan(plant);
    await makeWork(plant);
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    await page.goto("/console/work?view=board");
    await page.getByRole("region", { name: "open" }).getByText("Oil the chain").first().waitFor();
    await shot(page, "work-board");
    await page.getByText("Calendar", { exact: true }).click();
    await page.getByRole("button", { name: "Plan a stop" }).click();
    const dialog = page.getByRole("dialog", { name: "Plan a stop" });
    await dialog.getByLabel("Note").fill("Summer <stop> 🏖");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("This is needed.").waitFor();
    const [from, to] = [new Date(Date.now() + HOUR_MS), new Date(Date.now() + 2 * HOUR_MS)];
    const confirm = page.locator(".ant-picker-ok button");
    for (const [field, time] of [
      ["Start date", from],
      ["End date", to],
    ]) {
      await dialog.getByPlaceholder(field).click();
      await dialog.getByPlaceholder(field).fill(stamp(time));
      await confirm.click();
    }
    await confirm.waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Stop: the whole site Summer <stop> 🏖").first().waitFor();
    await page.getByText("Change the oil").first().waitFor();
    await shot(page, "work-calendar");
    const { items } = await plant.suite.get("/planned-stops?site=default");
    if (items.length !== 1 || items[0].asset !== null) problems.push(`on record: ${JSON.stringify(items)}`);
    await page.getByRole("button", { name: /^Remove: / }).click();
    await page.getByRole("button", { name: "OK" }).click();
    await page.getByText("No stop is planned.").waitFor();
    await waitFor(async () => (await plant.suite.get("/planned-stops?site=default")).items.length === 0, { what: "the stop to be gone" });
    await page.getByText("Plans", { exact: true }).click();
    await page.getByText("Change the oil").first().waitFor();
    await shot(page, "plans");
    await context.close();
    return problems;
  },
};

/** As a person in Shanghai types it. */
function stamp(time) {
  return new Date(time.getTime() + 8 * HOUR_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** Work that nobody has predicted. */
async function makeWork({ suite, asset }) {
  const due = new Date(Date.now() + 48 * HOUR_MS).toISOString();
  const task = { title: { en: "Oil the chain", zh: "给链条上油" } };
  await send(
    suite,
    "POST",
    "/work-orders",
    { asset, component: "chain", due, task, actor: "zhao", role: "planner" },
    { "Idempotency-Key": "oil-the-chain" },
  );
}

/** First due tomorrow: its order is not there yet. */
async function makePlan({ suite, asset }) {
  const rule = { rrule: "FREQ=DAILY", start: new Date(Date.now() + 26 * HOUR_MS).toISOString().slice(0, 16), timeZone: "UTC" };
  const task = { title: { en: "Change the oil", zh: "换油" } };
  const plan = { asset, component: "gearbox", task, trigger: { kind: "calendar", rule, interval: "floating" }, tier: "plan" };
  await send(suite, "PUT", "/plans/oil", { ...plan, aheadDays: 0, toleranceDays: 1, actor: "zhao" });
}
