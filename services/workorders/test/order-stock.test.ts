import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { orderCommandToWire, orderRoleCodec, type RequestedCommand, workOrderFromWire } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import fc from "fast-check";
import { OrderStock } from "../src/orders/order-stock.js";
import { FIRST, type OpenOrders, openOrders } from "./open-orders.js";

const KEY = { organisation: organisationId("acme"), site: siteId("north"), id: "6205" };
const PART = { ...KEY, name: { en: "bearing", zh: "轴承" }, unit: "piece", supplier: "", usedFor: { assets: [], failureModes: [] } };

let folder: string;
let open: OpenOrders;
let order: string;
let commands: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-stock-"));
  open = await openOrders({ folder });
  order = (await open.advise(FIRST))?.id ?? "";
  commands = 0;
  await open.parts.put(PART, 0);
  await move("receive", 10);
});
afterEach(async () => {
  await open.stop();
  rmSync(folder, { recursive: true, force: true });
});

const move = (kind: "receive" | "count", quantity: number) =>
  open.parts.move(KEY, { id: `m${++commands}`, command: { kind, store: "A", quantity }, actor: "li", note: "" });
const reserve = (quantity: number, of = order) =>
  open.parts.move(KEY, { id: `m${++commands}`, command: { kind: "reserve", store: "A", quantity, order: of }, actor: "li", note: "" });
async function change(command: RequestedCommand, commandId = `c${++commands}`) {
  const request = { organisation: "acme", id: order, actor: "li", role: orderRoleCodec.toWire("planner"), commandId };
  return workOrderFromWire((await open.call.changeWorkOrder({ ...request, command: orderCommandToWire(command) })).workOrder!);
}
const book = (quantity: number, commandId?: string, part = "6205") =>
  change({ kind: "book_part", booking: { part, quantity, store: "A" } }, commandId);
const onHand = async () => (await open.parts.get(KEY)).stock.stores[0]?.onHand;

describe("a part that is booked on an order", () => {
  test("is taken out of its store, what was reserved for the order first, once however often it is said", async () => {
    await reserve(3);
    const booked = await book(2, "same");
    expect(booked.work?.partBookings).toEqual([{ part: "6205", quantity: 2, store: "A", stock: "issued" }]);
    expect((await book(2, "same")).work?.partBookings).toHaveLength(1);
    const { stock } = await open.parts.get(KEY);
    expect([stock.stores[0]?.onHand, stock.reservations]).toEqual([8, [{ order, store: "A", quantity: 1 }]]);
  });

  test("is refused with what there is where the store has too little, or nobody keeps it; nothing is booked", async () => {
    await reserve(8, "WO-OTHER");
    await expect(book(3)).rejects.toThrow("quantity is 3; it must be at most 2: 10 on hand, 8 reserved for others");
    await expect(book(1, "c", "unknown")).rejects.toThrow("there is no part unknown at north");
    expect((await change({ kind: "comment", note: "x" })).work?.partBookings ?? []).toEqual([]);
  });

  test("without a store is told, and moves nothing", async () => {
    const booked = await change({ kind: "book_part", booking: { part: "a rag", quantity: 1 } });
    expect(booked.work?.partBookings).toEqual([{ part: "a rag", quantity: 1 }]);
    expect(await onHand()).toBe(10);
  });

  test("stays booked and says so where somebody else took it between the check and the move", async () => {
    const check = OrderStock.prototype.check;
    try {
      OrderStock.prototype.check = async () => {};
      await move("count", 1);
      expect((await book(2)).work?.partBookings).toEqual([{ part: "6205", quantity: 2, store: "A", stock: "refused" }]);
      expect(await onHand()).toBe(1);
    } finally {
      OrderStock.prototype.check = check;
    }
  });

  test.each(["before the stock moved", "before the booking said so"])(
    "killed %s, it is out of stock once after the next start",
    async (moment) => {
      const parts = Object.create(open.parts) as typeof open.parts;
      parts.move = async (key, movement) => {
        if (moment === "before the booking said so") await open.parts.move(key, movement);
        throw new Error("killed here");
      };
      const settle = open.stock.settle;
      const killed = new OrderStock(open.stored, parts);
      open.stock.settle = (stored) => killed.settle(stored);
      expect((await book(4)).work?.partBookings).toMatchObject([{ stock: "pending" }]);
      open.stock.settle = settle;
      expect(await open.stock.settlePending(10)).toBe(1);
      expect(await open.stock.settlePending(10)).toBe(0);
      expect((await change({ kind: "comment", note: "x" })).work?.partBookings).toMatchObject([{ stock: "issued" }]);
      expect(await onHand()).toBe(6);
    },
  );

  test("the end of the order gives up what is still put by for it, and nothing of others", async () => {
    await reserve(3);
    await reserve(2, "WO-OTHER");
    await open.call.cancelWorkOrder({ organisation: "acme", id: order, actor: "li", reason: "the machine is scrapped" });
    expect((await open.parts.get(KEY)).stock.reservations).toEqual([{ order: "WO-OTHER", store: "A", quantity: 2 }]);
  });

  test("whatever is booked, received and reserved: stock is what came in less what is issued, and never below zero", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("book" as const), quantity: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant("receive" as const), quantity: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant("reserve" as const), quantity: fc.integer({ min: 1, max: 3 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const before = { stock: (await onHand()) ?? 0, issued: await issued() };
        let received = 0;
        for (const { kind, quantity } of steps) {
          if (kind === "book") await book(quantity).catch((error: Error) => expect(error.message).toContain("at most"));
          else if (kind === "reserve") await reserve(quantity);
          else {
            await move("receive", quantity);
            received += quantity;
          }
          expect(await onHand()).toBeGreaterThanOrEqual(0);
        }
        expect(await onHand()).toBe(before.stock + received - ((await issued()) - before.issued));
      }),
      { numRuns: 8 },
    );
  });

  async function issued(): Promise<number> {
    const { workOrder } = await open.call.getWorkOrder({ organisation: "acme", id: order });
    const bookings = workOrderFromWire(workOrder!).work?.partBookings ?? [];
    return bookings.reduce((sum, { quantity, stock }) => sum + (stock === "issued" ? quantity : 0), 0);
  }
});
