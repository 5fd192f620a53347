import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "zhao", role: "planner", site: "default" };
const MODE = "imbalance";

/** A planner writes down what the site has learnt of a fault, is told of a line without its translation, and goes back to the suite's entry. */
export const knowledge = {
  name: "a planner, and what is known of a fault",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    await page.goto("/console/system");
    await page.getByRole("button", { name: "imbalance", exact: false }).first().click();
    const change = page.getByRole("button", { name: /^Change: / });
    await change.click();
    const english = page.getByRole("textbox", { name: "Check first · English" });
    await english.fill("Look at the fan\nWipe the blades");
    await page.getByRole("textbox", { name: "Check first · Chinese" }).fill("检查风机");
    await page.getByRole("textbox", { name: "Why it is changed" }).fill("Dust <was> it 🌫");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("each line needs its other language").waitFor();
    await english.fill("Look at the fan");
    await shot(page, "knowledge");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Dust <was> it 🌫").waitFor();
    const kept = await plant.suite.get(`/knowledge/${MODE}?site=default`);
    if (!kept.isSiteEntry || kept.confirm[0]?.zh !== "检查风机") problems.push(`on record: ${JSON.stringify(kept.confirm)}`);
    await change.click();
    await page.getByRole("textbox", { name: "Why it is changed" }).fill("Clean again");
    await page.getByRole("button", { name: "Return to the suite’s entry" }).click();
    await page.getByText("Clean again").waitFor();
    await context.close();
    return problems;
  },
};
