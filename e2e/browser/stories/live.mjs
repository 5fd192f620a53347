import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "li", role: "technician", site: "default" };
/** Well below the time after which pages ask by themselves. */
const SOON_MS = 10_000;

/** What somebody else does with an alarm stands on the page without being asked for; a lost connection is said, and what was missed is there after it. */
export const live = {
  name: "what others do is seen as it happens, also after the connection was lost",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    const id = await standingAlarm(plant);
    const connected = page.waitForResponse((response) => response.url().includes("/api/v1/events") && response.ok());
    await page.goto("/console/alarms");
    await connected;
    const row = page.locator(".ant-table-row", { hasText: plant.asset });
    await row.getByText("acknowledged").waitFor();
    await command(plant, id, "out-of-service");
    await row.getByText("out of service").waitFor({ timeout: SOON_MS });

    await page.route("**/api/v1/**", (route) => route.abort());
    await page.reload();
    await page.getByText("Connection lost").waitFor();
    await shot(page, "connection-lost");
    await command(plant, id, "return-to-service");
    await page.unroute("**/api/v1/**");
    await page.getByText("Connection lost").waitFor({ state: "hidden" });
    await row.getByText("acknowledged").waitFor();
    await context.close();
    return problems;
  },
};

/** The machine's alarm, off the shelf. */
async function standingAlarm(plant) {
  const { items } = await plant.suite.get(`/alarms?asset=${plant.asset}`);
  const [{ id, state }] = items;
  if (state === "shelved") await command(plant, id, "unshelve");
  return id;
}

async function command({ url }, id, word) {
  const response = await fetch(`${url}/api/v1/alarms/${encodeURIComponent(id)}/${word}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ actor: "zhao", reason: "the sensor is calibrated" }),
  });
  if (!response.ok) throw new Error(`${word} answered ${response.status}: ${await response.text()}`);
}
