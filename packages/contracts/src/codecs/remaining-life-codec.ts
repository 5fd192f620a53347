import type { FailureProbability, RemainingLife, RulCalibration, RulStatus } from "@phm/domain";
import * as wire from "../gen/phm/prognosis/v1/prognosis_pb.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

export const rulStatusCodec = enumCodec<RulStatus, wire.RulStatus>({
  estimate: wire.RulStatus.ESTIMATE,
  lower_bound: wire.RulStatus.LOWER_BOUND,
  abstain: wire.RulStatus.ABSTAIN,
});

/** The fields of a remaining life, alike in a prognosis and in an advisory. */
interface RemainingLifeMessage {
  readonly status: wire.RulStatus;
  readonly p10S?: number;
  readonly p50S?: number;
  readonly p90S?: number;
  readonly model: string;
  readonly reason: string;
  readonly reasonZh: string;
  readonly failureWithin: readonly wire.FailureProbability[];
  readonly calibration?: wire.RulCalibration;
}

export function remainingLifeToWire(life: RemainingLife) {
  const { status, p10S, p50S, p90S, failureWithin, calibration, model, reason, reasonZh } = life;
  return {
    status: rulStatusCodec.toWire(status),
    model,
    reason,
    reasonZh,
    failureWithin: failureWithin?.map(({ horizonS, probability }) => ({ horizonS, probability })) ?? [],
    ...present({ p10S, p50S, p90S, calibration }),
  };
}

export function remainingLifeFromWire(message: RemainingLifeMessage, field: string): RemainingLife {
  const { p10S, p50S, p90S, model, reason, reasonZh } = message;
  return {
    status: rulStatusCodec.fromWire(message.status, `${field}.status`),
    model,
    reason,
    reasonZh,
    ...present({ p10S, p50S, p90S, failureWithin: curveOf(message), calibration: calibrationOf(message) }),
  };
}

/** The wire does not tell an empty list from an absent one; an estimate without a curve does not exist. */
function curveOf({ failureWithin }: RemainingLifeMessage): FailureProbability[] | undefined {
  return failureWithin.length === 0 ? undefined : failureWithin.map(({ horizonS, probability }) => ({ horizonS, probability }));
}

function calibrationOf({ calibration }: RemainingLifeMessage): RulCalibration | undefined {
  return calibration && { coverageRatio: calibration.coverageRatio, lives: calibration.lives, supported: calibration.supported };
}
