import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { machineLifeFromWire, TrainingService } from "@phm/contracts";
import { addSeconds, formatTimeNs, type LabelledLife } from "@phm/domain";
import { openServedModel, type RulModelDocument } from "@phm/pipeline";
import { connectNats, createClient, createLogger } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { runPhm, startTestSuite, type TestSuite, waitFor } from "@phm/testkit";

/** A sixth of a second of signal each twenty seconds. */
const SIGNAL = { samples: 2048, sampleRateHz: 12_800, intervalS: 20 };
const MACHINES = 4;
const FAILED_AFTER_S = 30;
const FOUND = { actor: "Li", result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" };

const lives = Array.from({ length: MACHINES }, (_, i) =>
  simulateLife({ ...SIGNAL, seed: i + 1, asset: `machine-${i}`, acquisitions: 80 + 8 * i }),
);
const failedAt = (i: number) => addSeconds(lives[i]!.truth.endOfLifeNs!, FAILED_AFTER_S);

let suite: TestSuite;
let folder: string;
/** The verdicts as they were published. */
const told: { subject: string; data: Uint8Array }[] = [];
let link: Awaited<ReturnType<typeof connectNats>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-trained-"));
  suite = await startTestSuite();
  link = await connectNats({ url: suite.suite.natsUrl, name: "test", logger: createLogger({ service: "test", level: "silent" }) });
  link.connection.subscribe("phm.verdict.v1.>", { callback: (_, { subject, data }) => void told.push({ subject, data }) });
  await Promise.all(lives.map((life) => suite.deliver(life)));
}, 60_000);
afterAll(async () => {
  await link?.close();
  await suite?.cleanup();
  await rm(folder, { recursive: true, force: true });
}, 20_000);

async function labelled(): Promise<LabelledLife[]> {
  const client = createClient(TrainingService, suite.suite.grpcAddress.predict, { idempotent: true });
  try {
    const { lives: found } = await client.call.listLives({ organisation: "default", limit: 200 });
    return found.map(machineLifeFromWire) as LabelledLife[];
  } finally {
    client.close();
  }
}

async function close(asset: string, i: number): Promise<number> {
  const { items } = await suite.get<{ items: { id: string; state: string; failureMode: string }[] }>(`/work-orders?asset=${asset}`);
  const order = items.find(({ state, failureMode }) => state === "open" && failureMode !== "sensor_fault")!;
  const times = { failedTime: formatTimeNs(failedAt(i)), time: formatTimeNs(addSeconds(failedAt(i), 600)) };
  const response = await fetch(`${suite.suite.apiUrl}/api/v1/work-orders/${order.id}/close`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...FOUND, ...times, failureMode: order.failureMode, workDone: "bearing changed", repaired: true }),
  });
  return response.status;
}

/** Verdicts of a subject's partition that predict has still to take. */
async function waiting({ subject }: { readonly subject: string }): Promise<number> {
  const partition = subject.split(".")[3];
  const { num_pending, num_ack_pending } = await link.manager.consumers.info("PHM_VERDICT", `predict-${partition}`);
  return num_pending + num_ack_pending;
}

const train = (out: string, ...more: readonly string[]) =>
  runPhm(["train", "rul", "--from-verdicts", "--service", suite.suite.grpcAddress.predict, "--out", out, "--name", "plant-1", ...more]);

describe("lives that ran to failure", () => {
  it("are no example before a work order says how they ended: training is refused with the reason", async () => {
    expect(await labelled()).toEqual([]);
    const { code, stderr } = await train(join(folder, "none.json"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/machines.*at least 4: 0 give at most 0 % coverage/);
  });

  it("appear once each, with what people found, when their orders are closed", async () => {
    expect(await Promise.all(lives.map(({ config }, i) => close(config.ref.asset, i)))).toEqual(lives.map(() => 200));
    await waitFor(async () => (await labelled()).length === MACHINES, { what: "all lives" });
    const found = await labelled();
    expect(found.map(({ ref }) => ref.asset).sort()).toEqual(lives.map(({ config }) => config.ref.asset));
    for (const [i, { config }] of lives.entries()) {
      const life = found.find(({ ref }) => ref.asset === config.ref.asset)!;
      expect(life).toMatchObject({ kind: "motor-bearing", label: { censored: false, endNs: failedAt(i) } });
      expect(life.blocks.some(({ onset }) => onset)).toBe(true);
    }
  });

  it("are the same after every verdict was delivered again, and after predict was killed and came back", async () => {
    const before = await labelled();
    const verdicts = [...told];
    expect(verdicts).toHaveLength(MACHINES);
    for (const [i, { subject, data }] of verdicts.entries()) await link.jetstream.publish(subject, data, { msgID: `again-${i}` });
    const predict = suite.suite.process("predict");
    const { pid } = predict;
    process.kill(pid as number, "SIGKILL");
    await waitFor(() => predict.pid !== undefined && predict.pid !== pid, { what: "predict to be started again" });
    await waitFor(async () => (await Promise.all(verdicts.map(waiting))).every((count) => count === 0), {
      what: "the verdicts to be taken again",
    });
    await waitFor(async () => (await labelled().catch(() => [])).length > 0, { what: "predict to answer again" });
    expect(await labelled()).toEqual(before);
  });

  it("teach a model, which opens, has its worth on its card, and runs in shadow as challenger", async () => {
    const out = join(folder, "model.json");
    const { code, stdout, stderr } = await train(out, "--register", "--actor", "Li");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/4 lives of 4 machines[\s\S]*know-nothing prior[\s\S]*challenger/);
    const document = JSON.parse(await readFile(out, "utf8")) as RulModelDocument;
    expect(document.card).toMatchObject({ model: "plant-1", lives: MACHINES, createdBy: "phm train rul --from-verdicts" });
    expect(document.card.evaluation?.scores.map(({ lives: judged }) => judged)).toEqual(Array(5).fill(MACHINES));
    expect(document.card.evaluation?.against).toHaveLength(1);
    const { model } = openServedModel(document);
    const [quiet, worn] = [0, 2].map((ln) => model.predict({ lnRatio: ln, lnPeakRatio: ln, lnGrowth: 0 }));
    expect((worn as readonly number[]).every((p, h) => p >= (quiet as readonly number[])[h]!)).toBe(true);
    const { code: listed, stdout: models } = await runPhm(["models", "list", "--predict", suite.suite.grpcAddress.predict]);
    expect(listed).toBe(0);
    expect(models).toMatch(/challenger\s+plant-1/);
  });
});
