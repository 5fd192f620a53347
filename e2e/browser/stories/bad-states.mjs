import { DESK, visitor } from "../chromium.mjs";

const SETTINGS = { language: "zh", isDark: true, person: "li", role: "technician", site: "default" };

/** In Chinese and in the dark: what is not there, a gateway that is away and comes back, a name that is none. */
export const badStates = {
  name: "nothing there, nobody answering, in Chinese and in the dark",
  async tell({ browser, plant, shot }) {
    const { context, page, problems } = await visitor(browser, { device: DESK, url: plant.url, settings: SETTINGS, locale: "zh-CN" });
    await page.goto("/console/assets/%F0%9F%9A%80%D7%90%3Cscript%3E");
    await page.getByText("这里没有内容,或您无权查看。").waitFor();
    await page.goto("/console/tickets/none");
    await page.getByText("这里没有内容,或您无权查看。").waitFor();
    await page.goto("/console/assets/quiet-pump-2");
    await page.getByText("暂无数据").locator("visible=true").first().waitFor();
    await page.goto("/console/work");
    await page.locator(".ant-table-row").first().waitFor();
    await shot(page, "work-zh");
    await page.goto("/console/");
    await page.locator(".ant-table-row").first().waitFor();
    await shot(page, "fleet-zh");
    await page.goto("/console/system");
    await page.getByText("overload-rig-1").waitFor();
    await shot(page, "system-zh");
    await page.route("**/api/v1/**", (route) => route.abort());
    for (const place of [`assets/${plant.asset}/bench`, "work?view=plans"]) {
      await page.goto(`/console/${place}`);
      await page.getByText("系统没有应答").first().waitFor();
    }
    await page.goto("/console/");
    await page.getByText("系统没有应答").waitFor();
    await page.unroute("**/api/v1/**");
    await page.getByRole("button", { name: /重\s*试/ }).click();
    await page.getByRole("link", { name: plant.asset, exact: true }).first().waitFor();
    await context.close();
    return problems;
  },
};
