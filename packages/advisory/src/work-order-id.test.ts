import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { workOrderId } from "./work-order-id.js";

describe("work order id", () => {
  test("is WO- and 12 characters that cannot be misread", () => {
    fc.assert(fc.property(fc.string(), (text) => expect(workOrderId(text)).toMatch(/^WO-[0-9A-HJKMNP-TV-Z]{12}$/)));
  });

  test("is the same for the same advisory, and no two of 20,000 advisories share one", () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => workOrderId(`default:default:pump:${i}:advisory:rules-1`));
    expect(new Set(ids).size).toBe(ids.length);
    expect(workOrderId("default:default:pump:0:advisory:rules-1")).toBe(ids[0]);
  });
});
