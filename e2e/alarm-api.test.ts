import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assetRefToWire, ConditionService } from "@phm/contracts";
import { createClient } from "@phm/service-kit";
import { simulateLife } from "@phm/simulator";
import { startTestSuite, type TestSuite, waitFor } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface AlarmAnswer {
  readonly id: string;
  readonly state: string;
  readonly active: boolean;
  readonly raisedAt: string | null;
  readonly shelvedUntil: string | null;
}
interface Transition {
  readonly sequence: number;
  readonly event: string;
  readonly actor: string;
  readonly from: string;
  readonly to: string;
}

const life = simulateLife({ seed: 1, samples: 2560, sampleRateHz: 12_800, intervalS: 20, acquisitions: 150 });
const { ref } = life.config;
const ID = `default:default:${ref.asset}:machine`;
const BY = { actor: "li", reason: "known noise" };

let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite();
  expect(await suite.deliver(life)).toMatchObject({ accepted: 150 });
}, 120_000);
afterAll(() => suite?.cleanup(), 20_000);

const pathOf = (rest = "") => `/alarms/${encodeURIComponent(ID)}${rest}`;
const alarm = () => suite.get<AlarmAnswer>(pathOf());
const transitions = async () => (await suite.get<{ items: Transition[] }>(pathOf("/transitions?limit=500"))).items;

async function post(rest: string, body: object | string, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${suite.ports.api}/api/v1${pathOf(rest)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, etag: response.headers.get("ETag") ?? "", body: (await response.json()) as Record<string, unknown> };
}

describe("the alarm of a bearing that wears out, over REST", () => {
  it("stands unacknowledged, is listed by state and asset, and is what the condition shows", async () => {
    expect(await alarm()).toMatchObject({ id: ID, state: "unacknowledged", active: true, raisedAt: expect.any(String) });
    const listed = await suite.get<{ items: AlarmAnswer[] }>(`/alarms?state=unacknowledged&asset=${ref.asset}`);
    expect(listed.items.map(({ id }) => id)).toEqual([ID]);
    expect((await suite.get<{ items: AlarmAnswer[] }>("/alarms?state=normal")).items).toEqual([]);
    const { alarm: shown } = await suite.get<{ alarm: AlarmAnswer }>(`/assets/${ref.asset}/condition`);
    expect(shown).toMatchObject({ id: ID, state: "unacknowledged" });
  });

  it("is acknowledged, shelved, unshelved, taken out of service and returned, each with who and why in its history", async () => {
    expect(await post("/acknowledge", BY)).toMatchObject({ status: 200, body: { state: "acknowledged" } });
    expect(await post("/shelve", { ...BY, durationS: 3600 })).toMatchObject({
      status: 200,
      body: { state: "shelved", shelvedUntil: expect.any(String) },
    });
    expect(await post("/unshelve", BY)).toMatchObject({ status: 200, body: { state: "unacknowledged", shelvedUntil: null } });
    expect(await post("/out-of-service", BY)).toMatchObject({ status: 200, body: { state: "out_of_service" } });
    expect(await post("/return-to-service", BY)).toMatchObject({ status: 200, body: { state: "unacknowledged" } });
    const history = (await transitions()).sort((a, b) => a.sequence - b.sequence);
    expect(history.slice(-5).map(({ event, actor }) => [event, actor])).toEqual(
      ["acknowledged", "shelved", "unshelved", "taken_out_of_service", "returned_to_service"].map((event) => [event, "li"]),
    );
    history.forEach(({ sequence }, i) => void expect(sequence).toBe(i + 1));
  });

  it("refuses what is illegal, stale or incomplete, by name, and changes nothing", async () => {
    const before = await alarm();
    expect(await post("/unshelve", BY)).toMatchObject({
      body: { code: "failed_precondition", detail: expect.stringContaining("unacknowledged") },
    });
    expect(await post("/acknowledge", BY, { "If-Match": '"1"' })).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await post("/acknowledge", BY, { "If-Match": "yes" })).toMatchObject({ status: 400, body: { field: "If-Match" } });
    expect(await post("/acknowledge", {})).toMatchObject({ status: 400, body: { field: "actor" } });
    expect(await post("/shelve", { actor: "li", durationS: 60 })).toMatchObject({ status: 400, body: { field: "reason" } });
    expect(await post("/shelve", { ...BY, durationS: 1e9 })).toMatchObject({ status: 400, body: { field: "durationS" } });
    expect(await post("/shelve", { ...BY, durationS: "long" })).toMatchObject({ status: 400, body: { field: "durationS" } });
    expect(await post("/shelve", "{")).toMatchObject({ status: 400, body: { field: "body" } });
    await expect(suite.get("/alarms/nothing")).rejects.toThrow("404");
    await expect(suite.get("/alarms?state=loud")).rejects.toThrow("400");
    expect(await alarm()).toEqual(before);
  });

  it("is counted in the figures, which name their units", async () => {
    const kpis = await suite.get("/alarms/kpis");
    expect(kpis).toMatchObject({
      assetCount: 1,
      raisedCount: 1,
      standingCount: 1,
      floodActive: false,
      precision: { judgedCount: 0, precisionRatio: null },
    });
    expect(numbersWithoutUnit(kpis)).toEqual([]);
    expect(numbersWithoutUnit(await alarm())).toEqual([]);
  });

  it("is cleared when the machine has been repaired, which is then learnt anew", async () => {
    const conditions = createClient(ConditionService, suite.suite.grpcAddress.predict);
    try {
      const asked = { ref: assetRefToWire(ref), actor: "wo-1", reason: "bearing changed" };
      const first = await conditions.call.relearnBaseline(asked);
      expect(await conditions.call.relearnBaseline(asked)).toEqual(first);
      await expect(conditions.call.relearnBaseline({ ...asked, actor: "" })).rejects.toMatchObject({ field: "actor" });
    } finally {
      conditions.close();
    }
    await waitFor(async () => (await alarm()).state === "returned_unacknowledged", { what: "the cleared alarm" });
    expect(await suite.get(`/assets/${ref.asset}/condition`)).toMatchObject({
      condition: { state: "learning" },
      onset: null,
      findings: [],
    });
    expect((await transitions())[0]).toMatchObject({ event: "cleared", actor: "wo-1" });
  });
});
