import { type AssetRef, acquisitionId, addSeconds, type RulEstimate } from "@phm/domain";

export const START_NS = 1_600_000_000_000_000_000n;
export const at = (seconds: number) => addSeconds(START_NS, seconds);

const SAID = { featureSet: "core-v1", modelVersion: "m-1", model: "rig", reason: "said", reasonZh: "说明" };

function saidAt(ref: AssetRef, seconds: number) {
  return { ref, acquisition: acquisitionId(`a${seconds}`), timeNs: at(seconds), ...SAID };
}

export function intervalAt(ref: AssetRef, seconds: number, p10S: number, p50S: number, p90S: number, model = "rig"): RulEstimate {
  return { ...saidAt(ref, seconds), model, status: "estimate", p10S, p50S, p90S };
}

export function boundAt(ref: AssetRef, seconds: number, p10S: number): RulEstimate {
  return { ...saidAt(ref, seconds), status: "lower_bound", p10S };
}

export function silenceAt(ref: AssetRef, seconds: number): RulEstimate {
  return { ...saidAt(ref, seconds), status: "abstain" };
}
