import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "@jest/globals";
import { AcquisitionSchema } from "@phm/contracts";
import fc from "fast-check";
import { contentOf, withClockOffset } from "./acquisition-content.js";

const measured = () =>
  create(AcquisitionSchema, { id: "a1", samples: 2, sampleRateHz: 100, channels: [{ data: new Uint8Array([1, 2, 3, 4]) }] });

describe("an acquisition's content", () => {
  it("is the same whatever a sender or ingest says of the clock", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (clockOffsetNs) => {
        const content = toBinary(AcquisitionSchema, measured());
        expect(contentOf({ ...measured(), clockOffsetNs })).toEqual(content);
        const published = fromBinary(AcquisitionSchema, withClockOffset(content, clockOffsetNs));
        expect(published.clockOffsetNs).toBe(clockOffsetNs);
        expect(contentOf(published)).toEqual(content);
      }),
    );
  });

  it("keeps what a newer sender says that this release does not know", () => {
    // Field 999, a varint.
    const content = new Uint8Array([...toBinary(AcquisitionSchema, measured()), 0xb8, 0x3e, 5]);
    const published = fromBinary(AcquisitionSchema, withClockOffset(contentOf(fromBinary(AcquisitionSchema, content)), 7n));
    expect(published.clockOffsetNs).toBe(7n);
    expect(contentOf(published)).toEqual(content);
  });
});
