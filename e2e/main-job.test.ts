import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as contracts from "@phm/contracts";
import { SHORT_LIFE_ACQUISITIONS, shortLife, startTestSuite, type TestSuite } from "@phm/testkit";
import { numbersWithoutUnit } from "./numbers-without-unit.js";

interface WorkOrder {
  readonly id: string;
  readonly state: string;
  readonly failureMode: string;
  readonly advisory: { readonly evidence: { readonly kind: string; readonly frequencyHz?: number }[]; readonly reasonEn: string };
}

/** An independent gRPC client, written in Go. */
const BUF = fileURLToPath(new URL("../node_modules/@bufbuild/buf/bin/buf", import.meta.url));
/** Every service that the contracts declare. */
const isService = (each: unknown): each is { readonly methods: readonly unknown[] } =>
  typeof each === "object" && each !== null && "kind" in each && each.kind === "service";
const life = shortLife();
const ASSET = life.config.ref.asset;

let suite: TestSuite;
beforeAll(async () => {
  suite = await startTestSuite();
  expect(await suite.deliver(life)).toEqual({ accepted: SHORT_LIFE_ACQUISITIONS, duplicates: 0, rejected: 0 });
}, 90_000);
afterAll(() => suite?.cleanup(), 20_000);

const workOrders = async () => (await suite.get<{ items: WorkOrder[] }>("/work-orders?limit=500")).items;
const featureCount = async () => (await suite.get<{ count: number }>(`/assets/${ASSET}/features/summary`)).count;

describe("a bearing's life through the whole suite", () => {
  it("ends in exactly one open work order, with the evidence for an outer race defect", async () => {
    const orders = await workOrders();
    expect(orders).toHaveLength(1);
    const [order] = orders as [WorkOrder];
    expect(order).toMatchObject({ state: "open", failureMode: "bearing_outer_race" });
    expect(order.advisory.evidence).toContainEqual(
      expect.objectContaining({ kind: "envelope_line", frequencyHz: expect.closeTo(88, 0), harmonics: expect.any(Number) }),
    );
    expect(order.advisory.reasonEn).toContain("outer race");
    // Alone, it also tells who has worked on it, what can be done with it now, and what is recommended.
    const { legalCommands, people, recommended, ...alone } = await suite.get<
      WorkOrder & { legalCommands: readonly { command: string }[]; people: object; recommended: { parts: readonly object[] } }
    >(`/work-orders/${order.id}`);
    expect([alone, people]).toEqual([order, {}]);
    expect(recommended.parts).not.toHaveLength(0);
    expect(legalCommands.map(({ command }) => command)).toContain("acknowledge");
  });

  it("is assessed acquisition by acquisition, none lost, none counted twice", async () => {
    expect(await featureCount()).toBe(SHORT_LIFE_ACQUISITIONS);
    const condition = await suite.get<{ acquisitions: number; lateAcquisitions: number; onset: { time: string } | null }>(
      `/assets/${ASSET}/condition`,
    );
    expect(condition).toMatchObject({ acquisitions: SHORT_LIFE_ACQUISITIONS, lateAcquisitions: 0, onset: { time: expect.any(String) } });
  });

  it("answers no number without its unit", async () => {
    const paths = ["", "/condition", "/rul?limit=500", "/features?point=de-horizontal&limit=500", "/features/summary", "/advisories"];
    const answers = await Promise.all([...paths.map((path) => suite.get(`/assets/${ASSET}${path}`)), suite.get("/work-orders")]);
    for (const answer of answers) expect(numbersWithoutUnit(answer)).toEqual([]);
  });

  it("names the unit of the features whose names carry none", async () => {
    for (const [point, unit] of [
      ["de-horizontal", "g"],
      ["motor-current", "A"],
    ]) {
      const { columns, ...answer } = await suite.get<{ columns: object }>(`/assets/${ASSET}/features?point=${point}&limit=1`);
      expect(columns).toHaveProperty("rms");
      expect(answer).toHaveProperty("unit", unit);
    }
  });

  it("shows the order on its pages, in English and Chinese", async () => {
    const [{ id }] = (await workOrders()) as [WorkOrder];
    const words = { en: "bearing outer race", zh: "轴承外圈故障" };
    for (const [language, word] of Object.entries(words)) {
      for (const path of ["/", `/work-orders/${id}`]) {
        const response = await fetch(`${suite.suite.apiUrl}${path}?lang=${language}`);
        expect(response.status).toBe(200);
        const page = await response.text();
        expect(page).toContain(id);
        expect(page).toContain(word);
      }
    }
  });

  it("lets a client that has none of our protos see and call every service", async () => {
    const curl = async (...args: string[]) =>
      (await promisify(execFile)(process.execPath, [BUF, "curl", "--protocol", "grpc", "--http2-prior-knowledge", ...args])).stdout;
    const { ingest, features, predict, workorders } = suite.suite.grpcAddress;
    const methods = await Promise.all(
      [ingest, features, predict, workorders].map((address) => curl("--list-methods", `http://${address}`)),
    );
    expect(methods.join("")).toContain("phm.acquisition.v1.AcquisitionService/Submit");
    const declared = Object.values(contracts).flatMap((each) => (isService(each) ? each.methods : []));
    expect(declared.length).toBeGreaterThan(30);
    // What each serves for its own store is listed more than once.
    expect(new Set(methods.join("").trim().split("\n")).size).toBe(declared.length);
    const listed = await curl("-d", '{"organisation":"default"}', `http://${workorders}/phm.workorder.v1.WorkOrderService/ListWorkOrders`);
    expect(JSON.parse(listed).workOrders).toHaveLength(1);
  }, 30_000);

  it("changes nothing when it is delivered a second time", async () => {
    const [before, ordersBefore] = [await suite.report(ASSET), await workOrders()];
    expect(await suite.deliver(life)).toEqual({ accepted: 0, duplicates: SHORT_LIFE_ACQUISITIONS, rejected: 0 });
    expect(await featureCount()).toBe(SHORT_LIFE_ACQUISITIONS);
    expect(await suite.report(ASSET)).toBe(before);
    expect(await workOrders()).toEqual(ordersBefore);
  });
});
