import { readFile } from "node:fs/promises";
import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "en", isDark: false, person: "chen", role: "planner", site: "default" };
const POINT = "de-vertical";
/** What the cursor must read at the outer race's frequency over what is usual beside it. */
const LEAST_RATIO = 5;

/**
 * An analyst comes from the ticket to the bench, sets the cursor on the outer race in the envelope spectrum, sees its harmonics stand out, compares
 * with a time when all was well, saves picture and data, and goes down to the sample.
 */
export const analyst = {
  name: "an analyst finds the outer race on the bench",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS });
    const address = `/console/assets/${plant.asset}/bench?site=default&point=${POINT}`;
    await page.goto(`${address}&view=whitened_envelope`);
    await page.getByRole("img", { name: "Whitened envelope" }).waitFor();
    const atPart = page.getByRole("combobox", { name: "Cursor at a part" });
    await atPart.fill("BPFO");
    await atPart.press("Enter");
    await page.locator(".ant-select-dropdown").waitFor({ state: "hidden" });
    const read = page.getByRole("table", { name: "Cursor" });
    await read.waitFor();
    const values = await columnOf(read, 3);
    const { values: all } = await spectrumOf(plant);
    const usual = all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
    if (values.length !== 5 || values.slice(0, 3).some((value) => value < LEAST_RATIO * usual))
      problems.push(`at the outer race and its harmonics stands ${values.join(", ")}, usual is ${usual}`);
    await shot(page, "bench-envelope");

    const [picture, table] = [await saved(page, "Save picture"), await saved(page, "Save data")];
    if (picture.subarray(1, 4).toString() !== "PNG" || picture.length < 5_000) problems.push(`the picture has ${picture.length} bytes`);
    if (!/^\uFEFFFrequency \(Hz\),.*\r\n0,/.test(table.toString())) problems.push(`the data begin with ${table.toString().slice(0, 80)}`);

    await page.goto(`${address}&view=amplitude`);
    await page.getByRole("button", { name: /^Older ones/ }).waitFor({ state: "hidden" });
    await page
      .getByRole("button", { name: /^Compare: / })
      .last()
      .click();
    await page.locator(".u-legend .u-series").nth(2).waitFor();
    if (!page.url().includes("b=")) problems.push(`the comparison is not in the address: ${page.url()}`);
    await page.getByRole("checkbox", { name: "dB" }).check();
    await shot(page, "bench-compare");
    await page.goto(`${address}&view=waveform`);
    for (let i = 0; i < 2; i++) {
      const answer = page.waitForResponse((response) => response.url().includes("/waveform"));
      await page.getByRole("button", { name: "Zoom in" }).click();
      await answer;
    }
    await page.getByText("Each sample is shown").waitFor();
    await page.getByRole("tab", { name: "Waterfall" }).click();
    await page.getByRole("img", { name: "Waterfall" }).waitFor();
    await shot(page, "bench-waterfall");
    await page.goto(`/console/assets/quiet-pump-2/bench`);
    await page.getByText("No measurement is archived here").first().waitFor();
    await page.goto("/console/assets/not-yours/bench");
    await page.getByText("There is nothing here, or it is not yours to see.").waitFor();
    await context.close();
    return problems;
  },
};

async function columnOf(table, i) {
  const rows = await table.locator("tbody tr").all();
  return Promise.all(rows.map(async (row) => Number(await row.locator("th, td").nth(i).textContent())));
}

async function spectrumOf({ suite, asset }) {
  const { items } = await suite.get(`/assets/${asset}/acquisitions?limit=1`);
  return suite.get(`/assets/${asset}/acquisitions/${items[0].id}/spectrum?point=${POINT}&kind=whitened_envelope`);
}

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return readFile(await download.path());
}
