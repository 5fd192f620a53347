import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { changeWorkOrder } from "@phm/advisory";
import { equipmentEventFromWire } from "@phm/contracts";
import { addSeconds, type EquipmentEvent, type OrderCommand, type VerdictStatement, type WorkOrder } from "@phm/domain";
import { advisoryOf } from "../advisory.js";
import { assetAt, keyAt, type RunningEquipment, registerLine, startEquipment } from "./start-equipment.js";

describe("what happens to an asset, on the time line of its machine", () => {
  let running: RunningEquipment;
  let tests = 0;
  let site = "";
  beforeAll(async () => {
    running = await startEquipment();
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    tests += 1;
    site = `history-${tests}`;
    await running.register.put(assetAt(site, "pump"));
  });

  const advisory = () => advisoryOf("bearing_outer_race", site);
  const advise = async (): Promise<WorkOrder> => {
    await running.advisories.record(advisory());
    const order = await running.orders.apply(advisory());
    if (!order) throw new Error("no order was opened");
    return order;
  };
  const timeline = async (code: string, withChildren = false): Promise<EquipmentEvent[]> =>
    (await running.call.getTimeline({ ref: { organisation: "acme", site, code }, withChildren })).events.map(equipmentEventFromWire);
  const told = (events: readonly EquipmentEvent[]) =>
    events.filter(({ kind }) => ["order", "verdict", "advisory"].includes(kind)).map(({ kind, changes }) => [kind, changes[0]?.after]);
  const command = (order: WorkOrder, actor: string, given: OrderCommand, afterS: number) =>
    running.orders.change({
      ...{ organisation: "acme", id: order.id, actor, expectedVersion: 0, isDone: () => false },
      decide: (standing) =>
        changeWorkOrder(standing, given, { actor, role: "admin", timeNs: addSeconds(advisory().timeNs, afterS), advisories: [] }),
    });
  const announced = async (id: string) => running.journal.noteOrder((await running.orders.get("acme", id)).order);

  test("an order and its advisory stand at the component that the order names, once, however often they are told", async () => {
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    const order = await advise();
    for (let i = 0; i < 3; i++) {
      await running.journal.noteAdvisory(advisory());
      await announced(order.id);
    }
    expect(told(await timeline("S1-L1-M1-B1"))).toEqual([
      ["order", "opened"],
      ["advisory", "plan"],
    ]);
    expect(told(await timeline("S1-L1-M1"))).toEqual([]);
    expect(told(await timeline("S1", true))).toHaveLength(2);
  });

  test("what is done on a standing order is there at once, also before it is announced, and the verdict with its end", async () => {
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    await running.book.change(keyAt(site, "S1-L1-M1"), { actor: "Li", note: "" }, () => [
      { kind: "set_state", state: "running", reason: "x" },
    ]);
    const order = await advise();
    await command(order, "Wang", { kind: "acknowledge" }, 60);
    await command(order, "Wang", { kind: "comment", note: "oil is dark" }, 90);
    const during = await timeline("S1-L1-M1", true);
    expect(told(during).map(([, event]) => event)).toEqual(["commented", "acknowledged", "opened"]);
    expect(during.find(({ note }) => note === "oil is dark")).toMatchObject({ actor: "Wang", subject: order.id });
    const statement: VerdictStatement = {
      result: "confirmed",
      failureMode: "bearing_outer_race",
      mechanism: "2.6",
      cause: "3.1",
      workDone: "bearing replaced",
      repaired: true,
    };
    await command(order, "Wang", { kind: "close", statement }, 120);
    await announced(order.id);
    const verdict = (await timeline("S1-L1-M1", true)).find(({ kind }) => kind === "verdict");
    expect(verdict).toMatchObject({ actor: "Wang", note: "bearing replaced", subject: order.id });
    expect(verdict?.changes).toContainEqual({ field: "result", before: "", after: "confirmed" });
  });

  test("what proves the work after the order was closed is there once it is announced", async () => {
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    const order = await advise();
    const worst = { timeNs: advisory().timeNs, state: "alarm", levelRatio: 4, zone: "C", confidence: null } as const;
    const course = { opening: worst, worst, result: "not_yet_known" } as const;
    await running.orders.followMachine(order.ref, (standing) => ({ ...standing, course }));
    await command(order, "Wang", { kind: "start" }, 60);
    await command(order, "Wang", { kind: "finish", note: "" }, 90);
    const found = { result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.1" } as const;
    await command(order, "Wang", { kind: "close", statement: { ...found, workDone: "bearing replaced", repaired: true } }, 120);
    await announced(order.id);
    const proof = { timeNs: addSeconds(advisory().timeNs, 9_000), kind: "proved", actor: "condition", note: "better" } as const;
    await running.orders.followMachine(order.ref, (closed) => ({
      ...closed,
      eventCount: closed.eventCount + 1,
      history: [...closed.history, { ...proof, sequence: closed.eventCount + 1 }],
    }));
    await announced(order.id);
    const line = await timeline("S1-L1-M1", true);
    expect(told(line)[0]).toEqual(["order", "proved"]);
    expect(line[0]).toMatchObject({ actor: "condition", note: "better", subject: order.id });
  });

  test("what was there before the machine was registered is taken up when its asset is tied to it", async () => {
    const order = await advise();
    await announced(order.id);
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    expect(told(await timeline("S1-L1-M1"))).toEqual([
      ["order", "opened"],
      ["advisory", "plan"],
    ]);
  });

  test("a history that is longer than what an order carries is taken up whole, with the first time that it is told", async () => {
    const order = await advise();
    for (let i = 1; i <= 150; i++) await command(order, "Wang", { kind: "comment", note: `look ${i}` }, i);
    expect((await running.orders.get("acme", order.id)).order.history.length).toBeLessThan(100);
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    await announced(order.id);
    const ref = { organisation: "acme", site, code: "S1-L1-M1" };
    const { events } = await running.call.getTimeline({ ref, withChildren: true, limit: 500 });
    const notes = events
      .map(equipmentEventFromWire)
      .flatMap(({ kind, note }) => (kind === "order" && note.startsWith("look") ? [note] : []));
    expect(notes).toEqual(Array.from({ length: 150 }, (_, i) => `look ${150 - i}`));
  });
});
