import { expect, test } from "@jest/globals";
import { Resources } from "./resources.js";

test("what was opened last is closed first, once, and every close is attempted", async () => {
  const closed: string[] = [];
  const resources = new Resources();
  for (const name of ["store", "link", "server"]) {
    const opened = resources.use(name, { name }, ({ name: which }) => {
      closed.push(which);
      if (which === "link") throw new Error("it hangs");
    });
    expect(opened).toEqual({ name });
  }
  await expect(resources.close()).rejects.toThrow("closing link failed");
  await expect(resources.close()).rejects.toThrow("closing link failed");
  expect(closed).toEqual(["server", "link", "store"]);
});
