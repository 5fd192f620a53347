import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "@jest/globals";
import {
  orderCommandFromWire,
  orderCommandToWire,
  orderRoleCodec,
  SuppressionSchema,
  suppressionFromWire,
  suppressionToWire,
  WorkOrderSchema,
  WorkOrderSummarySchema,
  workOrderFromWire,
  workOrderSummaryFromWire,
  workOrderSummaryToWire,
  workOrderToWire,
} from "@phm/contracts";
import { summaryOf } from "@phm/domain";
import fc from "fast-check";
import { workOrder } from "./arbitraries.js";
import { requestedCommand, suppression } from "./order-arbitraries.js";

describe("what people say of work orders", () => {
  test("every command comes back from the wire as it was given", () => {
    fc.assert(fc.property(requestedCommand, (command) => expect(orderCommandFromWire(orderCommandToWire(command))).toEqual(command)));
  });

  test("a request without a command, and one of no role, is named", () => {
    expect(() => orderCommandFromWire({ case: undefined })).toThrow(expect.objectContaining({ field: "command" }));
    expect(() => orderRoleCodec.fromWire(0, "role")).toThrow(expect.objectContaining({ field: "role" }));
  });

  test("every suppression comes back from bytes as it was", () => {
    const back = (each: Parameters<typeof suppressionToWire>[0]) =>
      suppressionFromWire(fromBinary(SuppressionSchema, toBinary(SuppressionSchema, suppressionToWire(each))));
    fc.assert(fc.property(suppression, (each) => expect(back(each)).toEqual(each)));
  });

  test("what lists show of an order comes back from bytes as it was", () => {
    const back = (message: Parameters<typeof workOrderSummaryFromWire>[0]) =>
      workOrderSummaryFromWire(fromBinary(WorkOrderSummarySchema, toBinary(WorkOrderSummarySchema, message)));
    fc.assert(fc.property(workOrder.map(summaryOf), (each) => expect(back(workOrderSummaryToWire(each))).toEqual(each)));
  });

  test("an order from before events were counted is read with each event in its place", () => {
    const [order] = fc.sample(workOrder, 1);
    const message = workOrderToWire(order!);
    const [event] = fc.sample(workOrder.filter(({ history }) => history.length > 0).map(workOrderToWire), 1);
    const uncounted = [1, 2].map(() => ({ ...event!.history[0]!, sequence: 0 }));
    const old = workOrderFromWire(create(WorkOrderSchema, { ...message, eventCount: 0, history: uncounted }));
    expect(old.eventCount).toBe(2);
    expect(old.history.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
