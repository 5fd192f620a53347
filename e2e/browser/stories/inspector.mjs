import { waitFor } from "../../../packages/testkit/dist/index.js";
import { PHONE, visitor } from "../chromium.mjs";

/** What a phone's camera gives: an image that is drawn here, larger than what is kept. */
const PHOTO = (page) =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1800);
    const context = canvas.getContext("2d");
    context.fillStyle = "#a33";
    context.fillRect(300, 300, 900, 900);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
    return Array.from(bytes);
  });

/**
 * An inspector takes a round along, loses the connection, notes a reading above its limit with a photo, loses even the page, goes on, and
 * is back in reach: everything is there once, and the order that follows.
 */
export const inspector = {
  name: "an inspector's round on a phone without a connection",
  async tell({ browser, plant, shot }) {
    const settings = { language: "en", isDark: false, person: "", role: "technician" };
    const { context, page, problems } = await visitor(browser, { device: PHONE, url: plant.url, settings });
    await page.goto("/console/rounds");
    await page.getByRole("button", { name: "Take along" }).first().waitFor();
    await shot(page, "rounds");
    // The page must be on the phone before the connection is lost.
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByRole("button", { name: "Take along" }).first().click();
    await page.getByLabel("Your id, as on work orders").fill("li");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("textbox", { name: /Reading/ }).waitFor();

    await context.setOffline(true);
    await page.getByRole("textbox", { name: /Reading/ }).fill("92,5");
    const file = { name: "photo.png", mimeType: "image/png", buffer: Buffer.from(await PHOTO(page)) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Photos: 1").waitFor();
    await shot(page, "round-point");
    await page.getByRole("button", { name: "Note down" }).click();
    await page.getByText("1 waiting to be sent").waitFor();

    // The phone's browser was ended meanwhile.
    await page.reload();
    await page.getByText("1 waiting to be sent").waitFor();
    await page.getByText("Warning", { exact: true }).click();
    await page.getByRole("button", { name: "Note down" }).isDisabled();
    await page.getByLabel("What is wrong").fill("Drops, one a minute");
    await page.getByRole("button", { name: "Note down" }).click();
    await page.getByText("2 waiting to be sent").waitFor();
    await shot(page, "round-offline");

    await context.setOffline(false);
    await page.getByText("Everything is sent.").waitFor();
    const { items } = await plant.suite.get("/inspection/rounds?route=R1");
    const round = items.find(({ state }) => state === "done");
    const records = round?.items.map((item) => item.records.map(({ actor, grade }) => `${actor} ${grade}`));
    if (JSON.stringify(records) !== '[["li fail"],["li warn"]]') problems.push(`on record: ${JSON.stringify(records ?? items)}`);
    const order = await waitFor(async () => (await plant.suite.get(`/inspection/rounds/${round.id}`)).items[0].workOrder, {
      what: "the order of the failed point",
    });
    const { origin, work } = await plant.suite.get(`/work-orders/${order}`);
    if (origin !== "inspection") problems.push(`the order comes from ${origin}`);
    const [photo] = round.items[0].records[0].photos;
    const answer = await fetch(`${plant.url}/api/v1/inspection/photos/${photo}`);
    if (answer.headers.get("content-type") !== "image/jpeg") problems.push(`photo: ${answer.status}, ${JSON.stringify(work)}`);
    await context.close();
    return problems;
  },
};
