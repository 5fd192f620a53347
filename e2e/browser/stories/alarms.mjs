import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "zhao", role: "planner", site: "default" };

/** A planner answers the alarm that calls, shelves it with a reason, and takes it off the shelf again; a technician may not shelve. */
export const alarms = {
  name: "a planner, and an alarm that calls",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    await page.goto("/console/alarms");
    const row = page.locator(".ant-table-row", { hasText: plant.asset });
    await row.getByText("unacknowledged").waitFor();
    await shot(page, "alarms");
    await page.getByRole("button", { name: `Open: ${plant.asset}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Acknowledge", exact: true }).click();
    await dialog.getByRole("button", { name: "Acknowledge", exact: true }).waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "Shelve", exact: true }).click();
    await dialog.getByText("say why").waitFor();
    await shot(page, "alarm-why");
    await dialog.getByLabel("Reason").fill("Bearing is ordered; <b>known</b> 🔧");
    await dialog.getByRole("button", { name: "Shelve", exact: true }).click();
    await dialog.getByText("Bearing is ordered; <b>known</b> 🔧").waitFor();
    await shot(page, "alarm");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /Put aside/ }).click();
    await row.getByText("shelved", { exact: true }).waitFor();
    if (!page.url().includes("group=aside")) problems.push(`the filter is not in the address: ${page.url()}`);
    await page.evaluate(() => localStorage.setItem("phm.settings", localStorage.getItem("phm.settings").replace("planner", "technician")));
    await page.reload();
    await page.getByRole("button", { name: `Open: ${plant.asset}` }).click();
    if (await dialog.getByRole("button", { name: "Take off the shelf" }).isEnabled()) problems.push("a technician may take off the shelf");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Dark" }).click();
    // Colours fade over; what is looked at is what stays.
    await page.reload();
    await row.getByText("shelved", { exact: true }).waitFor();
    await shot(page, "alarms-dark");
    await context.close();
    return problems;
  },
};
