import { assetRefFromWire, EstimateVerdict, modeOrNoneToWire, type PrognosisService, rulStatusCodec } from "@phm/contracts";
import { type EstimateOutcome, InvalidValue, type LifeOutcome } from "@phm/domain";
import { type MethodHandler, openRange } from "@phm/service-kit";
import type { PrognosisHistory } from "../assess/prognosis-history.js";
import type { OutcomeBook } from "../outcomes/outcome-book.js";
import { prognosisChart } from "../outcomes/prognosis-chart.js";

const MAX_POINTS = 2_000;
const DEFAULT_POINTS = 500;

type QueryPrognosisHistory = MethodHandler<(typeof PrognosisService)["method"]["queryPrognosisHistory"]>;

/** What was said when, at a resolution, and what came of it: as columns. */
export function queryPrognosisHistory(prognoses: PrognosisHistory, outcomes: OutcomeBook): QueryPrognosisHistory {
  return async (request) => {
    const range = { ...openRange(request), points: pointsOf(request.points) };
    const { estimates, lives, thinned } = await prognosisChart(assetRefFromWire(request.ref), range, { prognoses, outcomes });
    const models = [...new Set(estimates.map(({ estimate }) => estimate.model))];
    const column = (quantile: "p10S" | "p50S" | "p90S") => estimates.map(({ estimate }) => estimate[quantile] ?? Number.NaN);
    return {
      timesNs: estimates.map(({ estimate }) => estimate.timeNs),
      statuses: estimates.map(({ estimate }) => rulStatusCodec.toWire(estimate.status)),
      ...{ p10S: column("p10S"), p50S: column("p50S"), p90S: column("p90S") },
      supported: estimates.map(({ estimate }) => estimate.calibration?.supported ?? false),
      modelIndexes: estimates.map(({ estimate }) => models.indexOf(estimate.model)),
      actualRemainingS: estimates.map(({ outcome }) => outcome?.actualRemainingS ?? Number.NaN),
      censored: estimates.map(({ outcome }) => outcome?.censored ?? false),
      verdicts: estimates.map(({ outcome }) => verdictOf(outcome)),
      models,
      lives: lives.map(endedLife),
      thinned,
    };
  };
}

function pointsOf(asked: number): number {
  if (asked <= MAX_POINTS) return asked || DEFAULT_POINTS;
  throw new InvalidValue("points", asked, `1 to ${MAX_POINTS}, or 0 for ${DEFAULT_POINTS}`);
}

function verdictOf(outcome: EstimateOutcome | undefined): EstimateVerdict {
  if (outcome?.covered === undefined) return EstimateVerdict.UNSPECIFIED;
  return outcome.covered ? EstimateVerdict.HELD : EstimateVerdict.MISSED;
}

function endedLife({ verdictId, lifeStartNs, lifeEndNs, censored, failureMode }: LifeOutcome) {
  return { verdictId, lifeStartNs, lifeEndNs, censored, failureMode: modeOrNoneToWire(failureMode) };
}
