import { type AssetConfig, type LifeBlock, storedTime, type TimeScale } from "@phm/domain";
import { type Assessment, type AssessmentState, closedBlock } from "@phm/pipeline";

/** The block that the last step closed, with what tells which life it belongs to. Part of an asset's state, so plain JSON. */
export type ClosedBlock = {
  readonly kind: string;
  readonly timeScale: TimeScale;
  readonly featureSet: string;
  readonly modelVersion: string;
  /** From when on the machine is being learnt: another value is another life. */
  readonly learntFromNs: string | null;
  readonly timeNs: string;
  readonly blockS: number;
  readonly onset: boolean;
  readonly indicators: Readonly<Record<string, number>>;
};

/** More digits than any sensor has, and half the room. */
const micro = (value: number): number => Math.round(value * 1e6) / 1e6;

/** What a step closed, to be kept with the state that it led to; null where it closed no block. */
export function blockClosedBy(
  before: AssessmentState,
  after: AssessmentState,
  assessment: Assessment,
  { kind, timeScale = "overload_rig" }: AssetConfig,
): ClosedBlock | null {
  const block = closedBlock(before, after, assessment);
  if (block === null) return null;
  const { featureSet, modelVersion } = assessment.condition;
  return {
    ...{ kind, timeScale, featureSet, modelVersion },
    learntFromNs: after.detection.learnFromNs,
    timeNs: storedTime(block.timeNs),
    blockS: micro(block.blockS),
    onset: block.onset,
    indicators: Object.fromEntries(Object.entries(block.indicators).map(([name, value]) => [name, micro(value)])),
  };
}

export function lifeBlock({ timeNs, blockS, onset, indicators }: ClosedBlock): LifeBlock {
  return { timeNs: BigInt(timeNs), blockS, blocks: 1, onset, indicators };
}
