import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "", role: "technician", site: "default" };

/** Somebody opens a new installation at its plain address, sees what to do, does it, and the machine comes without anything being pressed. */
export const firstRun = {
  name: "a first run: no machine, what to do, and the first machine",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    await page.route("**/api/v1/fleet?**", (route) => route.fulfill({ json: { items: [] } }));
    await page.goto("/");
    if (new URL(page.url()).pathname !== "/console/") problems.push(`led to ${page.url()}`);
    await page.getByText("No machine is here yet").waitFor();
    await page.getByText("npm run phm -- simulate demo").waitFor();
    await shot(page, "first-run");
    await page.unroute("**/api/v1/fleet?**");
    await page.getByRole("link", { name: plant.asset, exact: true }).first().waitFor();
    await context.close();
    return problems;
  },
};
