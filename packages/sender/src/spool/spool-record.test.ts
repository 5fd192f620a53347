import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { encodeRecord, RECORD_HEADER_BYTES, readRecords, type SegmentPart, type SpoolRecord } from "./spool-record.js";

/** Also payloads that hold what looks like the start of a header. */
const payloads = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.constant(new Uint8Array(Buffer.from("PHMRPHMR"))));
const records = fc
  .array(payloads, { minLength: 1, maxLength: 8 })
  .map((each) => each.map((payload, i): SpoolRecord => ({ sequence: i + 1, spooledAtMs: 1_700_000_000_000 + i, payload })));

const segmentOf = (each: readonly SpoolRecord[]) => Buffer.concat(each.map(encodeRecord));
const plain = (each: readonly SpoolRecord[]) => each.map(({ payload, ...rest }) => ({ ...rest, payload: [...payload] }));
const recordsIn = (parts: readonly SegmentPart[]) => plain(parts.flatMap((part) => (part.kind === "record" ? [part.record] : [])));

describe("a segment", () => {
  it("gives back every record that was written, in order, byte for byte", () => {
    fc.assert(
      fc.property(records, (written) => {
        const parts = [...readRecords(segmentOf(written))];
        expect(parts.every(({ kind }) => kind === "record")).toBe(true);
        expect(recordsIn(parts)).toEqual(plain(written));
      }),
    );
  });

  it("cut anywhere gives the whole records before the cut, and then at most one that is torn", () => {
    fc.assert(
      fc.property(records, fc.nat(), (written, at) => {
        const whole = segmentOf(written);
        const cut = whole.subarray(0, at % (whole.byteLength + 1));
        const parts = [...readRecords(cut)];
        const found = recordsIn(parts);
        expect(found).toEqual(plain(written).slice(0, found.length));
        const rest = parts.slice(found.length).map(({ kind }) => kind);
        expect(rest.length <= 1 && rest.every((kind) => kind === "torn")).toBe(true);
        expect(parts.at(-1)?.toByte ?? 0).toBe(cut.byteLength);
      }),
    );
  });

  it("with one flipped bit loses the record that holds it, says so, and keeps all others", () => {
    fc.assert(
      fc.property(records, fc.nat(), (written, bit) => {
        const bytes = segmentOf(written);
        const at = bit % (bytes.byteLength * 8);
        bytes[at >> 3] = bytes[at >> 3]! ^ (1 << (at & 7));
        const parts = [...readRecords(bytes)];
        const ends = written.map((_, i) => segmentOf(written.slice(0, i + 1)).byteLength);
        const hit = ends.findIndex((end) => at >> 3 < end);
        expect(recordsIn(parts)).toEqual(plain(written.filter((_, i) => i !== hit)));
        expect(parts.some(({ kind }) => kind === "damage")).toBe(true);
      }),
    );
  });

  it("has a header that other programs can read: known bytes", () => {
    const bytes = encodeRecord({ sequence: 258, spooledAtMs: 1_700_000_000_000, payload: Buffer.from("123456789", "latin1") });
    expect(bytes.byteLength).toBe(RECORD_HEADER_BYTES + 9);
    // The check value of CRC-32/ISO-HDLC is 0xcbf43926.
    expect(bytes.subarray(0, 28).toString("hex")).toBe("50484d520900000002010000000000000068e5cf8b0100002639f4cb");
  });
});
