import { personFigures } from "@phm/advisory";
import { type InspectionRound, laterTime, type RoundState, type TimeNs } from "@phm/domain";
import { type JsonObject, type Migration, rewriteDocuments } from "@phm/service-kit";
import { ROUND_COLLECTION, readRound, type StoredRound } from "../inspection/stored-round.js";

/** Gives rounds the figures by person that compliance is counted from. */
export const roundsNamePeople: Migration = {
  version: 2,
  name: "rounds-name-people",
  run: (store, progress) => rewriteDocuments(store, ROUND_COLLECTION, withPeople, progress),
};

function withPeople(value: JsonObject): JsonObject | undefined {
  if (value.people !== undefined) return undefined;
  const { round } = readRound(value as unknown as StoredRound);
  return { ...value, people: personFigures(round, lastTurnOf(round, value.state as RoundState)) as unknown as JsonObject };
}

/** A time at which the round stood as it was last written: the figures beside these are from then, and its next turn brings both up to date. */
function lastTurnOf({ startNs, dueNs, missedNs }: InspectionRound, state: RoundState): TimeNs {
  if (state === "missed") return laterTime(missedNs, dueNs) + 1n;
  return state === "late" ? dueNs + 1n : startNs;
}
