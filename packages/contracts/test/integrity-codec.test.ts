import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { VerifyResponseSchema } from "../src/gen/phm/integrity/v1/integrity_pb.js";
import { type StoreVerificationEvent, scrubEventFromWire, scrubEventToWire } from "../src/index.js";

const text = fc.string({ minLength: 1 });
const fault = fc.record(
  {
    kind: fc.constantFrom("damaged", "missing", "orphaned"),
    store: text,
    id: text,
    namedBy: text,
    detail: text,
    repaired: fc.boolean(),
  },
  { requiredKeys: ["kind", "store", "id", "detail", "repaired"] },
);
const tally = fc.record({ store: text, items: fc.nat(), itemsWithoutChecksum: fc.nat(), bytes: fc.maxSafeNat(), done: fc.boolean() });

describe("what a verification tells", () => {
  it("comes back from the wire as it was", () => {
    const event = fc.oneof(fc.record({ fault }), fc.record({ tally })) as fc.Arbitrary<StoreVerificationEvent>;
    fc.assert(fc.property(event, (told) => expect(scrubEventFromWire(scrubEventToWire(told))).toEqual(told)));
  });

  it("is passed over where a later release tells of something else", () => {
    expect(scrubEventFromWire(create(VerifyResponseSchema))).toBeUndefined();
  });
});
