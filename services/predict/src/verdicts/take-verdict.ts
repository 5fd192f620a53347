import { fromBinary } from "@bufbuild/protobuf";
import { VerdictSchema, verdictFromWire } from "@phm/contracts";
import { type MessageHandler, VersionConflict } from "@phm/service-kit";
import { type RelearnDependencies, relearnMachine } from "../assess/relearn-machine.js";
import { type LabelLifeDependencies, labelLife } from "../lives/label-life.js";
import { type CloseShadowLifeDependencies, closeShadowLife } from "../models/close-shadow-life.js";
import { type CloseLifeDependencies, closeLife } from "../outcomes/close-life.js";
import type { VerdictLog } from "./verdict-log.js";

export interface VerdictDependencies
  extends RelearnDependencies,
    CloseLifeDependencies,
    CloseShadowLifeDependencies,
    LabelLifeDependencies {
  readonly verdicts: VerdictLog;
}

/**
 * A verdict in: on record, what was said of a life that has ended held against its end, the life labelled, a repaired machine learnt anew,
 * and then the note that all of it is done. Each step can be repeated; a verdict that is noted as done has no further effect.
 */
export function takeVerdict(dependencies: VerdictDependencies): MessageHandler {
  return async ({ payload }) => {
    const verdict = verdictFromWire(fromBinary(VerdictSchema, payload));
    const { verdicts, metrics } = dependencies;
    const stored = await verdicts.record(verdict);
    if (stored.value.isTaken) return;
    await closeLife(verdict, dependencies);
    await closeShadowLife(verdict, dependencies);
    await labelLife(verdict, dependencies);
    const { ref, actor, workOrder, workDone, timeNs } = verdict;
    if (verdict.repaired) await relearnMachine(ref, { actor, reason: `${workOrder}: ${workDone}` }, timeNs, dependencies);
    try {
      await verdicts.taken(stored);
      metrics.judged(verdict.result);
    } catch (error) {
      // The same verdict was taken by another process at the same moment.
      if (!(error instanceof VersionConflict)) throw error;
    }
  };
}
