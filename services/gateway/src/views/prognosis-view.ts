import { EstimateVerdict, type LifeOutcomeMessage, lifeOutcomeFromWire, modeOrNoneFromWire, rulStatusCodec } from "@phm/contracts";
import { formatTimeNs, type LifeShare, type ModelQuality } from "@phm/domain";
import type { GatewayContext } from "../context.js";

type History = Awaited<ReturnType<GatewayContext["predict"]["prognosis"]["queryPrognosisHistory"]>>;

const numberOrNull = (value: number) => (Number.isNaN(value) ? null : value);
const VERDICTS = { [EstimateVerdict.UNSPECIFIED]: null, [EstimateVerdict.HELD]: "held", [EstimateVerdict.MISSED]: "missed" } as const;

/** Estimates as columns, with what came of each: null where that is not known, or where nothing was said. */
export function prognosisHistoryView(history: History) {
  const { timesNs, statuses, p10S, p50S, p90S, modelIndexes, supported, actualRemainingS, censored, verdicts } = history;
  const { models, lives, thinned } = history;
  return {
    times: timesNs.map(formatTimeNs),
    columns: {
      status: statuses.map((status) => rulStatusCodec.fromWire(status, "statuses")),
      p10S: p10S.map(numberOrNull),
      p50S: p50S.map(numberOrNull),
      p90S: p90S.map(numberOrNull),
      supported,
      model: modelIndexes.map((index) => models[index]),
      actualRemainingS: actualRemainingS.map(numberOrNull),
      censored,
      verdict: verdicts.map((verdict) => VERDICTS[verdict]),
    },
    lives: lives.map(({ verdictId, lifeStartNs, lifeEndNs, censored: isCensored, failureMode }) => ({
      verdictId,
      start: formatTimeNs(lifeStartNs),
      end: formatTimeNs(lifeEndNs),
      censored: isCensored,
      failureMode: modeOrNoneFromWire(failureMode, "failureMode") ?? null,
    })),
    thinned,
  };
}

/** How what was said of a life came out, by model. */
export function lifeOutcomeView(message: LifeOutcomeMessage) {
  const { ref, verdictId, failureMode = null, lifeStartNs, lifeEndNs, closedNs, censored, byModel } = lifeOutcomeFromWire(message);
  const { organisation, site, asset } = ref;
  const times = { start: formatTimeNs(lifeStartNs), end: formatTimeNs(lifeEndNs), closed: formatTimeNs(closedNs) };
  const models = byModel.map(({ model, pinballLn, medianErrorLn, ...counts }) => ({
    ...{ model, pinballLn, medianErrorLn },
    intervals: { judgedCount: counts.estimates, heldCount: counts.covered },
    bounds: { judgedCount: counts.lowerBounds, heldCount: counts.lowerBoundsHeld },
    censored: { openCount: counts.censored, outlastedCount: counts.outlasted },
  }));
  return { organisation, site, asset, verdictId, failureMode, ...times, censored, models };
}

/** What a model's estimates were worth: shares of lives with their interval, and its loss beside that of knowing nothing. */
export function modelQualityView(quality: ModelQuality) {
  const { model, coverage, boundsHeld, pinballLn, priorPinballLn, medianErrorLn, censoredLives, outlastedLives } = quality;
  const counts = { censoredLifeCount: censoredLives, outlastedLifeCount: outlastedLives };
  return { model, coverage: shareView(coverage), boundsHeld: shareView(boundsHeld), pinballLn, priorPinballLn, medianErrorLn, ...counts };
}

function shareView(share: LifeShare | null) {
  return share && { meanRatio: share.ratio, lowRatio: share.low, highRatio: share.high, lifeCount: share.lives };
}
