import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { decodeSamples } from "./decode-samples.js";

describe("sample decoding", () => {
  test("int16 is little endian and scaled", () => {
    expect([...decodeSamples(Uint8Array.of(0, 1, 0xff, 0xff), "i16le", 0.5)]).toEqual([128, -0.5]);
  });

  test("what was packed comes back, also from bytes that are not aligned", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -32768, max: 32767 })), fc.integer({ min: 0, max: 3 }), (stored, shift) => {
        const bytes = new Uint8Array(shift + 4 * stored.length);
        const view = new DataView(bytes.buffer);
        stored.forEach((value, i) => {
          view.setFloat32(shift + 4 * i, value, true);
        });
        expect([...decodeSamples(bytes.subarray(shift), "f32le", 2)]).toEqual(stored.map((value) => 2 * value));
        stored.forEach((value, i) => {
          view.setInt16(shift + 2 * i, value, true);
        });
        expect([...decodeSamples(bytes.subarray(shift, shift + 2 * stored.length), "i16le", 1)]).toEqual(stored);
      }),
    );
  });

  test("no bytes are no samples", () => {
    expect(decodeSamples(new Uint8Array(0), "i16le", 1)).toHaveLength(0);
  });

  test.each([
    ["half a sample", Uint8Array.of(1, 2, 3), "i16le", 1, "data.byteLength is 3"],
    ["a NaN scale", Uint8Array.of(1, 2), "i16le", Number.NaN, "scale is NaN"],
    ["a scale of zero", Uint8Array.of(1, 2), "i16le", 0, "scale is 0"],
    ["a stored NaN", Uint8Array.of(0, 0, 0xc0, 0x7f), "f32le", 1, "samples[0] is NaN"],
    ["a value beyond float32", Uint8Array.of(0xff, 0x7f), "i16le", 1e38, "samples[0] is Infinity"],
  ] as const)("%s is refused by name", (_, data, encoding, scale, message) => {
    const act = () => decodeSamples(data, encoding, scale);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});
