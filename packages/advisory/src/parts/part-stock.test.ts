import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  applyStockCommand,
  availableQuantity,
  EMPTY_STOCK,
  isShort,
  type PartStock,
  reservedQuantity,
  type StockCommand,
} from "./part-stock.js";

const after = (...commands: StockCommand[]): PartStock => commands.reduce(applyStockCommand, EMPTY_STOCK);
const receive = (quantity: number, store = "main"): StockCommand => ({ kind: "receive", store, quantity });
const issue = (quantity: number, order?: string): StockCommand => ({ kind: "issue", store: "main", quantity, ...(order ? { order } : {}) });
const reserve = (quantity: number, order: string): StockCommand => ({ kind: "reserve", store: "main", quantity, order });

describe("the stock of a part", () => {
  test("what is reserved for one order cannot be issued to another, and is used first by its own", () => {
    const stock = after(receive(3), reserve(2, "o1"));
    expect(availableQuantity(stock)).toBe(1);
    expect(() => applyStockCommand(stock, issue(2, "o2"))).toThrow(
      expect.objectContaining({ field: "quantity", limit: expect.stringContaining("at most 1") }),
    );
    const issued = applyStockCommand(stock, issue(2, "o1"));
    expect([availableQuantity(issued), reservedQuantity(issued)]).toEqual([1, 0]);
  });

  test("more can be reserved than there is: that is a shortage, until goods come in", () => {
    const stock = after(receive(1), reserve(2, "o1"));
    expect([availableQuantity(stock), isShort(stock)]).toEqual([-1, true]);
    expect(isShort(applyStockCommand(stock, receive(1)))).toBe(false);
  });

  test("a store below its minimum is short although nothing is reserved", () => {
    const stock = after(receive(5), { kind: "limit", store: "main", min: 3, max: 10 });
    expect(isShort(stock)).toBe(false);
    expect(isShort(applyStockCommand(stock, issue(3)))).toBe(true);
  });

  test("a released reservation can be issued to anybody", () => {
    const stock = after(receive(1), reserve(1, "o1"), { kind: "release", store: "main", order: "o1" });
    expect(availableQuantity(applyStockCommand(stock, issue(1)))).toBe(0);
  });

  test("tenths and hundredths add up exactly", () => {
    const stock = after(...Array.from({ length: 10 }, () => receive(0.1)), issue(0.7));
    expect(availableQuantity(stock)).toBe(0.3);
  });

  test.each([
    [receive(0), "quantity"],
    [receive(-1), "quantity"],
    [receive(Number.NaN), "quantity"],
    [receive(0.0001), "quantity"],
    [issue(1), "quantity"],
    [{ kind: "count", store: "main", quantity: -1 } as const, "quantity"],
    [{ kind: "limit", store: "main", min: 5, max: 4 } as const, "max"],
    [receive(1, " "), "store"],
    [reserve(1, ""), "order"],
  ])("%j is refused by name", (command, field) => {
    expect(() => after(command)).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });

  test("is never negative, and books balance, whatever is done in whatever order", () => {
    const quantity = fc.integer({ min: 1, max: 5_000 }).map((steps) => steps / 1_000);
    const store = fc.constantFrom("main", "line");
    const order = fc.constantFrom("o1", "o2", "o3");
    const command: fc.Arbitrary<StockCommand> = fc.oneof(
      fc.record({ kind: fc.constant("receive" as const), store, quantity }),
      fc.record({ kind: fc.constant("issue" as const), store, quantity }),
      fc.record({ kind: fc.constant("issue" as const), store, quantity, order }),
      fc.record({ kind: fc.constant("reserve" as const), store, quantity, order }),
      fc.record({ kind: fc.constant("release" as const), store, order }),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        let stock = EMPTY_STOCK;
        let [received, taken] = [0, 0];
        for (const each of commands) {
          try {
            stock = applyStockCommand(stock, each);
          } catch (error) {
            expect(error).toMatchObject({ name: "InvalidValue", field: "quantity" });
            expect(each.kind).toBe("issue");
            continue;
          }
          if (each.kind === "receive") received += each.quantity;
          if (each.kind === "issue") taken += each.quantity;
          for (const { onHand } of stock.stores) expect(onHand).toBeGreaterThanOrEqual(0);
          for (const reservation of stock.reservations) expect(reservation.quantity).toBeGreaterThan(0);
        }
        const onHand = stock.stores.reduce((sum, level) => sum + level.onHand, 0);
        expect(onHand).toBeCloseTo(received - taken, 6);
        expect(JSON.parse(JSON.stringify(stock))).toEqual(stock);
      }),
    );
  });
});
