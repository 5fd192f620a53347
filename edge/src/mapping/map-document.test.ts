import { describe, expect, test } from "@jest/globals";
import { NS_PER_MS } from "@phm/domain";
import fc from "fast-check";
import type { DocumentMapping } from "../config/edge-file.js";
import { mapDocument } from "./map-document.js";

const PLACE = { organisation: "acme", site: "plant" };
const NOW_NS = 1_800_000_000_000n * NS_PER_MS;
const value = (path: string, more = {}) => ({
  asset: "pump",
  point: path.replace(".", "-"),
  unit: "1",
  scale: 1,
  offset: 0,
  path,
  ...more,
});
const mapping: DocumentMapping = {
  ...{ time: "ts", timeForm: "ms" },
  values: [value("a", { scale: 2, offset: 1 }), value("b.c")],
  waveforms: [{ asset: "pump", point: "de", quantity: "acceleration", unit: "g", sampleRateHz: 1_000, scale: 1, path: "w" }],
};
const map = (document: unknown) => mapDocument(PLACE, mapping, JSON.stringify(document), NOW_NS);

describe("a JSON event", () => {
  test("keeps its source's time, scales its values, and passes over fields that it does not have", () => {
    const { readings } = map({ ts: 1_700_000_000_000, a: 3 });
    expect(readings).toMatchObject([{ point: "a", value: 7, timeNs: 1_700_000_000_000n * NS_PER_MS }]);
    expect(readings[0]).not.toHaveProperty("quality");
  });

  test("with one field that is no number keeps the others, and says of that one what is wrong", () => {
    const { readings } = map({ ts: 1, a: "hot", b: { c: 4 } });
    expect(readings).toMatchObject([
      { point: "a", value: Number.NaN, quality: "bad", qualityReason: "wrong_type" },
      { point: "b-c", value: 4 },
    ]);
  });

  test("without a readable time is uncertain and has the time of arrival; one of a clock that is ahead keeps its time", () => {
    expect(map({ ts: "yesterday", a: 1 }).readings).toMatchObject([
      { timeNs: NOW_NS, quality: "uncertain", qualityReason: "no_source_time" },
    ]);
    const ahead = NOW_NS / NS_PER_MS + 61_000n;
    expect(map({ ts: Number(ahead), a: 1 }).readings).toMatchObject([{ timeNs: ahead * NS_PER_MS, qualityReason: "source_clock_ahead" }]);
  });

  test("with a waveform is an acquisition whose id tells point and start; a waveform with a hole is refused by its place", () => {
    const { acquisitions } = map({ ts: 5, w: [0.5, -1] });
    expect(acquisitions).toMatchObject([{ id: "de-5000000", startTimeNs: 5_000_000n, samples: 2, sampleRateHz: 1_000 }]);
    const { refused, readings } = map({ ts: 5, a: 1, w: [0, null] });
    expect(refused).toMatchObject([{ field: "de[1]", reason: "wrong_type" }]);
    expect(readings).toHaveLength(1);
  });

  test("whatever it is, never throws, and every reading has a number or is bad", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.record({ ts: fc.anything(), a: fc.jsonValue() }).map((x) => String(JSON.stringify(x, big))),
        ),
        (text) => {
          for (const reading of mapDocument(PLACE, mapping, text, NOW_NS).readings) {
            expect(Number.isFinite(reading.value) || reading.quality === "bad").toBe(true);
          }
        },
      ),
    );
  });
});

function big(_key: string, each: unknown): unknown {
  return typeof each === "bigint" ? String(each) : each;
}
