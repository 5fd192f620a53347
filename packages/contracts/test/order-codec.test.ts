import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "@jest/globals";
import {
  orderCommandFromWire,
  orderCommandToWire,
  orderRoleCodec,
  SuppressionSchema,
  suppressionFromWire,
  suppressionToWire,
  WorkOrderEventSchema,
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

  test.each([
    ["an event without a number", { history: [create(WorkOrderEventSchema)] }, "history.sequence"],
    ["events that are not counted", { eventCount: 0 }, "eventCount"],
    ["no origin", { origin: 0 }, "origin"],
  ])("an order with %s is refused by name", (_what, change, field) => {
    const [order] = fc.sample(workOrder, 1);
    const message = Object.assign(workOrderToWire(order!), change);
    expect(() => workOrderFromWire(message)).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });
});
