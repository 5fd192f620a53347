import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "@jest/globals";

/** The child is a plain Node process, so it runs what `tsc -b` has built. */
const SERVICE_KIT = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
const LINES = 2000;
const SPEAKER = `
  import { createLogger } from ${JSON.stringify(SERVICE_KIT)};
  const logger = createLogger({ service: "speaker", level: "info" });
  process.once("message", () => {
    for (let i = 0; i < ${LINES}; i++) logger.info({ i, text: "x".repeat(200) });
    process.exit(0);
  });
  process.send("listening");
`;
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function speaker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", SPEAKER], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  children.push(child);
  await once(child, "message");
  return child;
}

test("a process whose reader is gone ends when it is told to, whatever it still had to log", async () => {
  const child = await speaker();
  child.stdout?.destroy();
  child.send("end");
  expect(await once(child, "exit")).toEqual([0, null]);
}, 10_000);

test("a process that exits has written every line before", async () => {
  const child = await speaker();
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  child.send("end");
  await once(child, "close");
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).i),
  ).toEqual(Array.from({ length: LINES }, (_, i) => i));
}, 10_000);
