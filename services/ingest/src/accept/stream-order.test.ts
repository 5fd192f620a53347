import { describe, expect, test } from "@jest/globals";
import { acquisitionId, assetRef, InvalidValue } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import fc from "fast-check";
import { StreamOrder } from "./stream-order.js";

const identity = (asset: string, id: string) => ({ ref: assetRef("acme", "plant", asset), id: acquisitionId(id) });
const taken = async () => "taken";
const failing = (error: Error) => async (): Promise<string> => {
  throw error;
};
const notYet = new ServiceError("failed_precondition", "not registered", { reason: "unknown_asset", retryable: true });
const never = new InvalidValue("id", "x", "another", "bad_id");
const BEHIND = { code: "failed_precondition", reason: "behind_awaited", field: "id", retryable: true };

const ordered = () => new StreamOrder(new AbortController());

describe("the order of one stream", () => {
  test("what comes behind a retryable rejection is rejected until that one is taken, other assets pass", async () => {
    const order = ordered();
    await expect(order.inTurn(identity("fan", "1"), failing(notYet))).rejects.toBe(notYet);
    await expect(order.inTurn(identity("fan", "2"), taken)).rejects.toMatchObject({
      ...BEHIND,
      value: "2",
      limit: expect.stringMatching(/^1 /),
    });
    expect(await order.inTurn(identity("pump", "2"), taken)).toBe("taken");
    expect(await order.inTurn(identity("fan", "1"), taken)).toBe("taken");
    expect(await order.inTurn(identity("fan", "2"), taken)).toBe("taken");
  });

  test("a rejection for good holds nothing up, also of one that was awaited", async () => {
    const order = ordered();
    await expect(order.inTurn(identity("fan", "1"), failing(never))).rejects.toBe(never);
    await expect(order.inTurn(identity("fan", "2"), failing(notYet))).rejects.toBe(notYet);
    await expect(order.inTurn(identity("fan", "2"), failing(never))).rejects.toBe(never);
    expect(await order.inTurn(identity("fan", "3"), taken)).toBe("taken");
  });

  test("a fault on our side halts the stream: what still waits fails with the same reason", async () => {
    const halting = new AbortController();
    const order = new StreamOrder(halting);
    const away = new ServiceError("unavailable", "no broker");
    await expect(order.inTurn(identity("fan", "1"), failing(away))).rejects.toBe(away);
    expect(halting.signal.reason).toBe(away);
    await expect(order.inTurn(identity("pump", "1"), taken)).rejects.toBe(away);
  });

  test("a stream that waits for more assets than the limit is ended as retryable", async () => {
    const halting = new AbortController();
    const order = new StreamOrder(halting, 2);
    for (const asset of ["a", "b"]) await expect(order.inTurn(identity(asset, "1"), failing(notYet))).rejects.toBe(notYet);
    expect(halting.signal.aborted).toBe(false);
    await expect(order.inTurn(identity("c", "1"), failing(notYet))).rejects.toBe(notYet);
    expect(halting.signal.reason).toMatchObject({ code: "resource_exhausted", reason: "too_many_awaited", retryable: true });
  });

  test("whatever a sender tries ahead of its turn, an asset's acquisitions are taken in order", async () => {
    const attempts = fc.array(fc.record({ ahead: fc.nat({ max: 5 }), fails: fc.boolean() }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(attempts, async (tries) => {
        const order = ordered();
        const inOrder: number[] = [];
        for (const { ahead, fails } of tries) {
          const due = inOrder.length;
          await expect(order.inTurn(identity("fan", `${due}`), failing(notYet))).rejects.toBe(notYet);
          const tried = due + ahead;
          await order.inTurn(identity("fan", `${tried}`), fails ? failing(notYet) : async () => void inOrder.push(tried)).catch(() => {});
        }
        expect(inOrder).toEqual(inOrder.map((_, i) => i));
      }),
    );
  });
});
