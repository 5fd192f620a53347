import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { ModelService, modelStateCodec } from "@phm/contracts";
import { createLogger, defineService, GrpcServer, Metrics } from "@phm/service-kit";
import { modelsCommand } from "./models-command.js";

const interval = { mean: 0.2, low: 0.1, high: 0.3 };
const card = {
  ...{ data: "six lives of a rig", licence: "as stated", lives: 6, split: "one life out", limits: "rigs only", createdBy: "phm train rul" },
  scores: ["rig-2", "know-nothing prior"].map((name) => ({
    name,
    lives: 6,
    pinballLn: interval,
    coverageRatio: interval,
    medianErrorLn: 0.4,
  })),
};
const record = (model: string, state: "champion" | "challenger") => ({
  ...{ model, state: modelStateCodec.toWire(state), kind: "proportional_odds", inputs: ["lnRatio"], sha256: "ab12", card },
  ...{ registeredBy: "Li", registeredNs: 1_700_000_000_000_000_000n, live: { lives: 2, coverageRatio: 0.75, pinballLn: 0.25 } },
  drift: [{ input: "lnRatio", stabilityIndex: 0.4, values: 900, drifted: true }],
});
const gate = (passed: boolean) => ({
  ...{ passed, champion: "rig-1", challenger: "rig-2", lives: 6, liveLives: 2 },
  criteria: [
    { measure: "lives", over: "all", champion: 6, challenger: 6, limit: 4, passed: true },
    { measure: "pinball_ln", over: "all", champion: 0.2, challenger: 0.3, limit: 0.21, passed },
  ],
});

/** A model service in memory that plays the other side and notes what it was asked. */
let asked: object[];
let passes: boolean;
const peer = defineService(ModelService, {
  listModels: async ({ scope }) => {
    asked.push({ ...scope });
    return { models: [record("rig-1", "champion"), record("rig-2", "challenger")], version: 2n };
  },
  getModel: async ({ model }) => ({ model: record(model, "challenger"), version: 2n, gate: gate(true), document: Buffer.from("{}") }),
  registerModel: async ({ document, actor, reason }) => {
    asked.push({ bytes: document.length, actor, reason });
    return { model: record("rig-2", "challenger"), version: 3n };
  },
  promoteModel: async ({ model, to, actor, reason, force }) => {
    asked.push({ model, to: modelStateCodec.fromWire(to, "to"), actor, reason, force });
    return { promoted: passes, model: record(model, "champion"), version: 4n, gate: gate(passes) };
  },
  rollbackModel: async ({ role, reason }) => {
    asked.push({ role: modelStateCodec.fromWire(role, "role"), reason });
    return { champion: record("rig-1", "champion"), version: 5n };
  },
  listModelEvents: async () => ({
    events: [
      {
        sequence: 1n,
        model: "rig-2",
        to: modelStateCodec.toWire("registered"),
        timeNs: 1_700_000_000_000_000_000n,
        actor: "Li",
        reason: "new",
      },
    ],
    nextCursor: "",
  }),
});

let server: GrpcServer;
let address: string;
let folder: string;
let printed: string;
beforeAll(async () => {
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [peer], logger, metrics: new Metrics("test") });
  address = `127.0.0.1:${await server.start()}`;
  folder = await mkdtemp(join(tmpdir(), "phm-models-cli-"));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  [asked, passes, printed] = [[], true, ""];
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

const phmModels = (...args: string[]) => modelsCommand().parseAsync([...args, "--predict", address], { from: "user" });
const WHY = ["--actor", "Li", "--reason", "six lives"];

describe("phm models", () => {
  test("list shows where each model stands, what it came to and what has drifted", async () => {
    await phmModels("list", "--site", "north", "--time-scale", "plant");
    expect(asked).toMatchObject([{ organisation: "default", site: "north", timeScale: 2 }]);
    expect(printed).toMatch(/champion {4}rig-1 .*6 lives; 2 lives here, coverage 0.750, pinball 0.250; drifted: lnRatio\n/);
    expect(printed).toMatch(/challenger {2}rig-2/);
  });

  test("list --json has states as words and 64-bit numbers as texts", async () => {
    await phmModels("list", "--json");
    expect(JSON.parse(printed)).toMatchObject([
      { model: "rig-1", state: "champion", registeredNs: "1700000000000000000" },
      { state: "challenger" },
    ]);
  });

  test("show prints card, trivial rows, comparison and history, and writes the document", async () => {
    const file = join(folder, "rig-2.json");
    await phmModels("show", "rig-2", "--document", file);
    for (const text of [
      "six lives of a rig",
      "rigs only",
      "know-nothing prior",
      "gate: rig-2 against rig-1 on 6 held-out lives",
      "registered, by Li: new",
    ])
      expect(printed).toContain(text);
    expect(await readFile(file, "utf8")).toBe("{}");
  });

  test("register sends the file with who and why", async () => {
    const file = join(folder, "new.json");
    await writeFile(file, "{...}");
    await phmModels("register", file, ...WHY);
    expect(asked).toEqual([{ bytes: 5, actor: "Li", reason: "six lives" }]);
  });

  test("promote names the step and who decided", async () => {
    await phmModels("promote", "rig-2", "--to", "champion", ...WHY);
    expect(asked).toEqual([{ model: "rig-2", to: "champion", actor: "Li", reason: "six lives", force: false }]);
    expect([process.exitCode ?? 0, printed.includes("passed")]).toEqual([0, true]);
  });

  test("promote that the gate refuses shows the comparison and ends with status 1; --force is told", async () => {
    passes = false;
    await phmModels("promote", "rig-2", "--to", "champion", "--force", ...WHY);
    expect(asked).toMatchObject([{ force: true }]);
    expect(process.exitCode).toBe(1);
    expect(printed).toMatch(/REFUSED/);
    expect(printed).toMatch(/FAILED {2}pinball_ln \(all\) +0.200 +0.300 +limit 0.210/);
  });

  test("rollback takes the champion back, or ends the challenger's shadow run", async () => {
    await phmModels("rollback", ...WHY);
    await phmModels("rollback", "--challenger", ...WHY);
    expect(asked).toEqual([
      { role: "champion", reason: "six lives" },
      { role: "challenger", reason: "six lives" },
    ]);
  });
});
