import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { openBundle } from "@phm/bundle";
import type { Finding } from "@phm/domain";
import { createManipulator, initialPipelineState, step } from "@phm/pipeline";

/** Real data that is never part of the project: the tests run where it lies beside the checkout. */
const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));

/** 36 records of three channels: some seconds of work, more on a busy machine. */
const LONGEST_MS = 120_000;
/** From here on a hypothesis counts as a finding. */
const FINDING_CONFIDENCE = 0.5;

interface Truth {
  readonly label: string;
  readonly severity?: string;
  readonly severityPercent?: number;
  readonly faultPhase?: string;
}

interface Judged {
  readonly asset: string;
  readonly truth: Truth;
  /** What counts as a finding, best first. */
  readonly found: readonly Finding[];
}

async function judge(name: string, wanted: (truth: Truth) => boolean): Promise<Judged[]> {
  const truths = JSON.parse(readFileSync(`${DATA}${name}/truth.json`, "utf8")) as Record<string, Truth>;
  const bundle = await openBundle(`${DATA}${name}`);
  const manipulator = createManipulator();
  const configs = new Map(bundle.assets.map((config) => [config.ref.asset as string, config]));
  const judged: Judged[] = [];
  for await (const acquisition of bundle.acquisitions()) {
    const { asset } = acquisition.ref;
    const truth = truths[asset] as Truth;
    if (!wanted(truth)) continue;
    const [, { assessment }] = step(initialPipelineState(), acquisition, configs.get(asset)!, manipulator);
    const findings = assessment?.health.findings ?? [];
    judged.push({ asset, truth, found: findings.filter(({ confidence }) => confidence >= FINDING_CONFIDENCE) });
  }
  return judged;
}

const onData = (name: string) => (existsSync(`${DATA}${name}/bundle.json`) ? test : test.skip);

describe("signatures on recorded machines (skipped where the data are not beside the checkout)", () => {
  onData("adi-limerick")(
    "adi-limerick: imbalance from grade 2 up is found first, and no sound, bent or misaligned rotor is accused of it",
    async () => {
      const judged = await judge("adi-limerick", ({ label, severity }) => !label.startsWith("bearing") && severity !== "very_light");
      expect(judged).toHaveLength(36);
      for (const { truth, found } of judged) {
        if (truth.label === "imbalance") expect(found[0]?.failureMode).toBe("imbalance");
        else
          expect(found.filter(({ failureMode }) => ["imbalance", "misalignment", "bent_shaft", "looseness"].includes(failureMode))).toEqual(
            [],
          );
      }
    },
    LONGEST_MS,
  );

  onData("itsc")("itsc: every short of 20 % that shows is found first at its phase, and no sound motor is accused", async () => {
    const judged = await judge("itsc", ({ severityPercent = 0 }) => severityPercent !== 10);
    const missed = judged.filter(({ truth, found }) => (truth.severityPercent ?? 0) > 0 && found[0]?.failureMode !== "stator_winding");
    // The vector of this record lies within 0.0015 of that of itsc-026, a sound one: no short shows in it.
    expect(missed.map(({ asset }) => asset)).toEqual(["itsc-005"]);
    for (const { truth, found } of judged) {
      if (truth.label === "normal") expect(found).toEqual([]);
      else if (found[0]) expect(found[0].point).toBe(truth.faultPhase?.toLowerCase());
    }
  });
});
