import { DESK, visitor } from "../chromium.mjs";
import { guardedGateway } from "../guarded-gateway.mjs";
import { ticketOf } from "./technician.mjs";

const SETTINGS = { language: "en", isDark: false, person: "li", role: "technician", site: "default" };

/** Somebody signs in with a key, works, reloads, signs out, and comes back by a link; the key is nowhere in the browser afterwards. */
export const signIn = {
  name: "signing in, working, signing out, and coming back by a link",
  async tell({ browser, plant, shot }) {
    const { url, secrets, close } = await guardedGateway(plant, [{ id: "li", role: "technician", organisation: "default" }]);
    const secret = secrets.li;
    try {
      const { context, page, problems } = await visitor(browser, { device: DESK, url, settings: SETTINGS });
      await page.goto("/console/");
      const field = page.getByLabel("API key");
      await field.fill("phm_wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("This key is not valid").waitFor();
      await shot(page, "sign-in");
      await field.fill(secret);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("link", { name: plant.asset, exact: true }).first().waitFor();
      problems.push(...(await traces(page, secret)));

      await page.goto(`/console/tickets/${await ticketOf(plant)}`);
      await page.getByRole("button", { name: "Comment", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Comment" });
      await dialog.getByRole("textbox").first().fill("Written by a session");
      await dialog.getByRole("button", { name: "Carry out" }).click();
      await dialog.waitFor({ state: "hidden" });
      const forged = await page.evaluate(async () => (await fetch("/api/v1/parts/x", { method: "PUT", body: "{}" })).status);
      if (forged !== 403) problems.push(`a write without the session's token answered ${forged}`);

      await page.getByRole("button", { name: "li", exact: true }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
      await field.waitFor();
      await page.goto(`/console/#key=${secret}`);
      await page.getByRole("link", { name: plant.asset, exact: true }).first().waitFor();
      problems.push(...(await traces(page, secret)));
      await context.close();
      return problems;
    } finally {
      await close();
    }
  },
};

/** Where the key could have stayed behind. */
async function traces(page, secret) {
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state]),
  );
  return kept.includes(secret) || kept.includes("phm_session") ? [`a script can read the key or the session: ${kept}`] : [];
}
