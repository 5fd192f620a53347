import { type GateReportMessage, type ModelEventMessage, type ModelRecordMessage, modelStateCodec } from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";

const OF_EVER = 0n;

/** A model as the API shows it; the built-in one has always been there. */
export function modelView(record: ModelRecordMessage) {
  const { model, state, sinceNs, builtIn, kind, inputs, sha256, card, registeredBy, registeredNs, live, drift } = record;
  return {
    ...{ model, state: modelStateCodec.fromWire(state, "state"), since: timeOrNull(sinceNs), builtIn, kind, inputs, sha256 },
    registered: builtIn ? null : { by: registeredBy, time: timeOrNull(registeredNs) },
    card: card && {
      ...{ data: card.data, licence: card.licence, lives: card.lives, split: card.split, limits: card.limits },
      createdBy: card.createdBy || null,
      scores: card.scores.map(({ name, lives, pinballLn, coverageRatio, medianErrorLn }) => ({
        ...{ name, lives, medianErrorLn },
        pinballLn: plain(pinballLn),
        coverageRatio: plain(coverageRatio),
      })),
    },
    live: { lives: live?.lives ?? 0, coverageRatio: live?.coverageRatio ?? null, pinballLn: live?.pinballLn ?? null },
    drift: drift.map(({ input, stabilityIndex, values, drifted }) => ({ input, stabilityIndex: stabilityIndex ?? null, values, drifted })),
  };
}

/** The comparison of challenger and champion. */
export function gateView({ passed, champion, challenger, lives, liveLives, criteria }: GateReportMessage) {
  const rows = criteria.map((row) => ({
    ...{ measure: row.measure, over: row.over, champion: row.champion, challenger: row.challenger },
    ...{ limit: row.limit, passed: row.passed },
  }));
  return { passed, champion, challenger, lives, liveLives, criteria: rows };
}

/** Who decided what and why. `from` is null where a model was registered. */
export function modelEventView({ sequence, model, from, to, timeNs, actor, reason, forced }: ModelEventMessage) {
  return {
    ...{ sequence: Number(sequence), model, from: from === 0 ? null : modelStateCodec.fromWire(from, "from") },
    ...{ to: modelStateCodec.fromWire(to, "to"), time: formatTimeNs(timeNs), actor, reason, forced },
  };
}

function plain(interval: { readonly mean: number; readonly low: number; readonly high: number } | undefined) {
  return interval ? { mean: interval.mean, low: interval.low, high: interval.high } : null;
}

function timeOrNull(timeNs: bigint): string | null {
  return timeNs === OF_EVER ? null : formatTimeNs(timeNs);
}
