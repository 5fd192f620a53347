import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "li", role: "technician", site: "default" };

/**
 * A technician finds the machine that is worst, sees why, opens its ticket, takes it on, and closes it with what was found; while a planner has
 * changed the ticket in between, which is said.
 */
export const technician = {
  name: "a technician, from the fleet to a closed ticket",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    await page.goto("/console/");
    const rows = page.locator(".ant-table-row");
    await rows.first().waitFor();
    const first = (await rows.first().textContent()) ?? "";
    if (!first.includes(plant.asset)) problems.push(`worst of all is ${first}`);
    await shot(page, "fleet");
    await page.getByRole("button", { name: /No data yet/ }).click();
    await page.getByRole("link", { name: "quiet-pump-2" }).waitFor();
    if (!page.url().includes("state=none")) problems.push(`the filter is not in the address: ${page.url()}`);
    await page.getByRole("link", { name: plant.asset, exact: true }).click();
    await page.getByRole("heading", { name: plant.asset }).waitFor();
    await page.getByText("No data yet").locator("visible=true").first().waitFor();
    await page.goto("/console/?site=default");

    await page.getByRole("link", { name: plant.asset, exact: true }).click();
    await page.getByText("bearing outer race").first().waitFor();
    await page.getByRole("img", { name: /Trend/ }).waitFor();
    await page.getByRole("img", { name: /Remaining life/ }).waitFor();
    await shot(page, "asset");
    const order = page.locator("#orders").getByRole("link").first();
    await order.waitFor();
    await page.goto(`/console/tickets/${await ticketOf(plant)}`);
    await page.getByRole("heading", { name: /bearing outer race/ }).waitFor();
    await shot(page, "ticket");

    await told(page, "Acknowledge");
    await page.getByText("acknowledged", { exact: true }).first().waitFor();
    await changedByOthers(plant);
    await told(page, "Start");
    await page.getByText("Somebody else has changed this order meanwhile").waitFor();
    await told(page, "Start");
    await page.getByText("in progress", { exact: true }).first().waitFor();
    await booked(page);
    await told(page, "Work done", async (dialog) => dialog.getByLabel("Note").fill("Bearing changed"));
    await page.getByText("Bearing changed").first().waitFor();
    await context.close();
    return problems;
  },
};

/** Books a part out of no store, ticks the first item off, and attaches a photo; all of it is on the page afterwards. */
async function booked(page) {
  await told(page, "Book part", async (dialog) => {
    await dialog.getByRole("combobox", { name: /Part/ }).fill("6205-C3");
    await dialog.getByLabel("Quantity").fill("2");
  });
  await page.getByText("2 × 6205-C3").first().waitFor();
  await page
    .getByRole("button", { name: /^Tick off/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog", { name: "Tick off" });
  await dialog.getByLabel("Reading", { exact: true }).fill("0.03");
  await dialog.getByLabel("Unit of the reading").fill("mm");
  await dialog.getByRole("button", { name: "Carry out" }).click();
  await page.getByText("0.03 mm").first().waitFor();
  const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 150 } });
  await page.locator("input[type=file]").setInputFiles({ name: "a <photo> 🔧.png", mimeType: "image/png", buffer });
  await page.getByRole("link", { name: "a <photo> 🔧.png" }).waitFor();
}

/** Presses a button, fills what is asked for, and carries it out. */
async function told(page, name, fill = async () => {}) {
  await page.getByRole("button", { name, exact: true }).click();
  const dialog = page.getByRole("dialog", { name });
  await fill(dialog);
  await dialog.getByRole("button", { name: "Carry out" }).click();
  await dialog.waitFor({ state: "hidden" });
}

export async function ticketOf({ suite, asset }) {
  const { items } = await suite.get(`/work-orders?asset=${asset}`);
  return items.find(({ origin }) => origin === "prediction").id;
}

/** A planner's comment, from elsewhere. */
async function changedByOthers(plant) {
  const response = await fetch(`${plant.url}/api/v1/work-orders/${await ticketOf(plant)}/comments`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ actor: "zhao", role: "planner", text: "Spare bearing is in store 2" }),
  });
  if (!response.ok) throw new Error(`the comment was answered ${response.status}: ${await response.text()}`);
}
