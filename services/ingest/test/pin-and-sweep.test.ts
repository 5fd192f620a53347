import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { acquisitionId, acquisitionKey } from "@phm/domain";
import fc from "fast-check";
import { WaveformArchive } from "../src/archive/waveform-archive.js";
import { EvidencePins, PIN_COLLECTION, type StoredPin } from "../src/retention/evidence-pins.js";
import { Holds } from "../src/retention/hold-acquisition.js";
import { WaveformRemoval } from "../src/retention/remove-waveforms.js";
import { acquisitionOf, encoded, pump } from "./acquisitions.js";
import { DAY_NS, NOW_NS, type OpenRetention, openRetentionParts } from "./open-retention.js";

const PUMP = pump("pump-1");
const HOUR_NS = 3_600_000_000_000n;
const KILLED = new Error("killed");

/** Each call on the object waits for its turn; after `life` of them none is answered any more. */
function gated<T extends object>(real: T, turn: () => Promise<void>, life = { left: Number.POSITIVE_INFINITY }): T {
  return new Proxy(real, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        await turn();
        if (life.left-- <= 0) throw KILLED;
        return (method as (...given: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}

describe("a hold and a sweep of the same acquisition", () => {
  let open: OpenRetention;
  let number = 0;
  beforeAll(async () => {
    open = await openRetentionParts([PUMP]);
  });
  afterAll(() => open.remove());

  /** Whether the waveform is there and is what was stored. */
  const isReadable = async (id: string) => {
    try {
      return (await open.archive.read(await open.archive.describe(PUMP.ref, acquisitionId(id)))).byteLength > 0;
    } catch (error) {
      expect(error).toMatchObject({ code: "not_found" });
      return false;
    }
  };

  test("end with what is held readable, and the sweep's record true, in any order of their steps and killed at any of them", async () => {
    const outcomes = { held: 0, refused: 0, killed: 0 };
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 14 }), async (scheduler, life) => {
        const id = acquisitionId(`race-${number++}`);
        const startTimeNs = NOW_NS - 50n * DAY_NS + BigInt(number);
        await open.archive.store(encoded(acquisitionOf(PUMP, 1, { id, startTimeNs })), startTimeNs);
        const turn = () => scheduler.schedule(Promise.resolve());
        const pins = await open.store.collection<StoredPin>(PIN_COLLECTION);
        const alive = { left: life };
        let begin = () => {};
        const begun = new Promise<void>((resolve) => (begin = resolve));
        const sweeperTurn = () => {
          begin();
          return turn();
        };
        const sweeping = [open.index, open.blobs, pins].map((real) => gated(real as object, sweeperTurn, alive)) as never[];
        const [index, blobs, sweptPins] = sweeping as [never, never, never];
        const removal = new WaveformRemoval(index, blobs, new EvidencePins(sweptPins), open.sweeps);
        const archive = new WaveformArchive(gated(open.blobs, turn), gated(open.index, turn));
        const holds = new Holds(archive, new EvidencePins(gated(pins, turn)), () => NOW_NS);
        const items = [{ id, startTimeNs: String(startTimeNs), bytes: 1, rule: "expired" as const }];
        const sweep = removal
          .remove({ ref: PUMP.ref, startedNs: NOW_NS + BigInt(number), settledBeforeNs: NOW_NS, references: 0, items })
          .catch((error: unknown) => {
            expect(error).toBe(KILLED);
            outcomes.killed += 1;
          });
        const hold = begun
          .then(() => holds.hold({ ref: PUMP.ref, acquisition: id, actor: "Li", reason: "evidence" }))
          .then(
            () => true,
            (error: unknown) => {
              expect(error).toMatchObject({ code: "not_found" });
              return false;
            },
          );
        const [isHeld] = await scheduler.waitFor(Promise.all([hold, sweep]));
        await open.removal.resume(NOW_NS + HOUR_NS);

        outcomes[isHeld ? "held" : "refused"] += 1;
        const readable = await isReadable(id);
        if (isHeld) expect(readable).toBe(true);
        expect((await open.index.get(acquisitionKey(PUMP.ref, id)))?.value.removing).toBeUndefined();
        const [last] = (await open.sweeps.list(PUMP.ref, { limit: 1 })).items;
        expect(last?.value).toMatchObject({ finished: true, items: [{ id, deleted: !readable }] });
      }),
      { numRuns: 150 },
    );
    // The search has met all three.
    expect(Object.values(outcomes).every((count) => count > 0)).toBe(true);
  }, 30_000);

  test("without the last look for pins the same search finds a held waveform that is gone", async () => {
    const blind = { isPinned: async () => false } as unknown as EvidencePins;
    const search = fc.check(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const id = acquisitionId(`blind-${number++}`);
        const startTimeNs = NOW_NS - 50n * DAY_NS + BigInt(number);
        await open.archive.store(encoded(acquisitionOf(PUMP, 1, { id, startTimeNs })), startTimeNs);
        const turn = () => scheduler.schedule(Promise.resolve());
        const removal = new WaveformRemoval(gated(open.index, turn), gated(open.blobs, turn), blind, open.sweeps);
        const holds = new Holds(new WaveformArchive(open.blobs, gated(open.index, turn)), open.pins, () => NOW_NS);
        const items = [{ id, startTimeNs: String(startTimeNs), bytes: 1, rule: "expired" as const }];
        const sweep = removal.remove({ ref: PUMP.ref, startedNs: NOW_NS + BigInt(number), settledBeforeNs: NOW_NS, references: 0, items });
        const hold = holds.hold({ ref: PUMP.ref, acquisition: id, actor: "Li", reason: "evidence" }).then(
          () => true,
          () => false,
        );
        const [isHeld] = await scheduler.waitFor(Promise.all([hold, sweep]));
        return !isHeld || (await isReadable(id));
      }),
      { numRuns: 100 },
    );
    expect((await search).errorInstance).toMatchObject({ message: expect.stringMatching(/returning false/) });
  }, 30_000);
});
