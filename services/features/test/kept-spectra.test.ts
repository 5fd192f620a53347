import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { assetKey, type ChannelSpectrum } from "@phm/domain";
import { openStore } from "@phm/service-kit";
import { KeptSpectra } from "../src/spectra/kept-spectra.js";
import { MAX_KEPT_LINES } from "../src/spectra/spectrum-lines.js";
import { REF, START_NS } from "./history-model.js";

const folder = await mkdtemp(join(tmpdir(), "phm-spectra-"));
const store = await openStore({ database: "unused", folder, file: "spectra.db" });
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const spectrum = (lowHz: number, lines = 4): ChannelSpectrum => ({
  kind: "envelope",
  lowHz,
  highHz: lowHz + 1_000,
  resolutionHz: 0.5,
  amplitude: Float32Array.from({ length: lines }, (_, i) => Math.fround(lowHz + i / 3)),
});

const given = (i: number, point: string, spectra: readonly ChannelSpectrum[]) => ({
  ref: REF,
  point,
  acquisition: `a${i}`,
  timeNs: START_NS + BigInt(i),
  featureSet: "core-v1",
  reason: "schedule" as const,
  unit: "g" as const,
  spectra,
});

describe("spectra on record", () => {
  test("are listed newest first, keeping one again changes nothing, and those above the number of a point are named oldest first", async () => {
    const kept = await KeptSpectra.open(store, 3);
    for (let i = 0; i < 6; i++) {
      await kept.keep(given(i, "de", [spectrum(2_000)]));
      await kept.keep(given(i, "de", [spectrum(2_000)]));
      await kept.keep(given(i, "nde", [spectrum(2_000)]));
    }
    const { kept: listed } = await kept.list(REF, "de", { limit: 10 });
    expect(listed.map(({ acquisition }) => acquisition)).toEqual(["a5", "a4", "a3", "a2", "a1", "a0"]);
    expect((await kept.get(REF, "de", "a3", { kind: "envelope" })).spectrum).toEqual(spectrum(2_000));
    const above = await kept.overCount(`${assetKey(REF)}:de`);
    expect(above).toMatchObject([0, 1, 2].map((i) => ({ acquisitions: [`a${i}`], timeNs: START_NS + BigInt(i), bytes: 16 })));
    await kept.kept().remove(above[2]?.id as string);
    await expect(kept.get(REF, "de", "a2", { kind: "envelope" })).rejects.toMatchObject({ code: "not_found" });
    expect((await kept.list(REF, "nde", { limit: 10 })).kept).toHaveLength(6);
  });

  test("of several bands, one must be named", async () => {
    const kept = await KeptSpectra.open(store, 3);
    await kept.keep(given(0, "gear", [spectrum(2_000), spectrum(4_000)]));
    const several = kept.get(REF, "gear", "a0", { kind: "envelope" });
    await expect(several).rejects.toMatchObject({ code: "invalid_argument", limit: expect.stringContaining("4000 to 5000 Hz") });
    expect((await kept.get(REF, "gear", "a0", { kind: "envelope", lowHz: 4_000 })).spectrum).toEqual(spectrum(4_000));
  });

  test("a spectrum too large for a document is left out, the others are kept", async () => {
    const kept = await KeptSpectra.open(store, 3);
    await kept.keep(given(0, "long", [spectrum(2_000, MAX_KEPT_LINES + 1), spectrum(4_000, MAX_KEPT_LINES)]));
    const { kept: listed } = await kept.list(REF, "long", { limit: 10 });
    expect(listed[0]?.spectra.map(({ lowHz }) => lowHz)).toEqual([4_000]);
  });
});
