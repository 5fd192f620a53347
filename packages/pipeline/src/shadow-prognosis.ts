import type { MachineTimeScale } from "@phm/diagnostics";
import type { RemainingLife } from "@phm/domain";
import { type LevelObservation, type PrognosisState, prognose, type ServedModel } from "@phm/prognostics";

/** What the challenger remembers of a machine; the indicators are the champion's, for they do not depend on the model. */
export interface ShadowState {
  readonly model: string;
  readonly median: PrognosisState["median"];
}

/** Steps the challenger on what the champion has just been asked. Another challenger than before begins without a memory. */
export function shadowPrognosis(
  before: ShadowState | null,
  trend: PrognosisState,
  seen: LevelObservation,
  challenger: ServedModel,
  scale: MachineTimeScale,
): [ShadowState, RemainingLife] {
  const { model } = challenger.document.card;
  const median = before?.model === model ? before.median : null;
  const [after, said] = prognose({ indicators: trend.indicators, median }, seen, challenger, scale);
  return [{ model, median: after.median }, said];
}
