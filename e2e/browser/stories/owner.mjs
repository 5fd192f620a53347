import { DESK, visitor } from "../chromium.mjs";
import { guardedGateway } from "../guarded-gateway.mjs";

const SETTINGS = { language: "en", isDark: false, person: "wang", role: "planner", site: "default" };
const MAKER = "bearingmaker";

/** An owner shares a machine's condition with its maker, sees that it was looked at, holds the record against change, and ends it. */
export const owner = {
  name: "an owner, an equipment maker, and who looked at what",
  async tell({ browser, plant, shot }) {
    const keys = [
      { id: "wang", role: "admin", organisation: "default" },
      { id: "maker", role: "oem", organisation: MAKER },
    ];
    const { url, secrets, close } = await guardedGateway(plant, keys);
    const look = async () => {
      const path = `/api/v1/assets/${plant.asset}/condition?organisation=default`;
      return (await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${secrets.maker}` } })).status;
    };
    try {
      const { context, page, problems } = await visitor(browser, { device: DESK, url, settings: SETTINGS });
      await page.goto(`/console/#key=${secrets.wang}`);
      await page.getByRole("link", { name: plant.asset, exact: true }).first().waitFor();
      await page.getByRole("menuitem", { name: "Sharing" }).click();
      await page.getByText("Nothing is shared").waitFor();
      if ((await look()) !== 404) problems.push("a maker without a contract is shown something");

      await page.getByRole("button", { name: "Share data" }).click();
      const dialog = page.getByRole("dialog", { name: "Share data" });
      await dialog.getByRole("button", { name: "Share", exact: true }).click();
      await dialog.getByText("needed").first().waitFor();
      await shot(page, "sharing-form");
      await dialog.getByRole("textbox", { name: "Equipment maker" }).fill(MAKER);
      await dialog.getByRole("combobox", { name: "Machine" }).fill(plant.asset);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      const ends = dialog.getByLabel("Ends");
      await ends.fill("2031-01-01 00:00:00");
      // Enter takes the time and sends the form.
      await ends.press("Enter");
      await dialog.waitFor({ state: "hidden" });
      await page.getByText("in force").waitFor();
      if ((await look()) !== 200) problems.push("a maker with a contract is shown nothing");

      await page.reload();
      await page.getByText(`maker (${MAKER})`).first().waitFor();
      await page.getByRole("button", { name: "Check that nothing was changed" }).click();
      await page.getByText("Nothing was changed. Entries:").waitFor();
      await shot(page, "sharing");
      await page.getByRole("button", { name: `End: ${MAKER}` }).click();
      await page.getByRole("tooltip").getByRole("button", { name: "End" }).click();
      await page.getByText("ended", { exact: true }).waitFor();
      if ((await look()) !== 404) problems.push("a maker whose contract was ended is shown something");
      await context.close();
      return problems;
    } finally {
      await close();
    }
  },
};
