import { verdictStatementToWire } from "@phm/contracts";
import {
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  FAILURE_MODES,
  type FailureCause,
  type FailureMechanism,
  parseTimeNs,
  type TimeNs,
  VERDICT_RESULTS,
} from "@phm/domain";
import { bodyField, bodyFlag, bodyText, bodyWord } from "../json-body.js";

type Body = { readonly body?: unknown };

const MECHANISMS = Object.keys(FAILURE_MECHANISMS).sort() as FailureMechanism[];
const CAUSES = Object.keys(FAILURE_CAUSES).sort() as FailureCause[];
/** The wire's word for: now, in the machine's own time. */
const NOW = 0n;

/** A word of the body that may be left out. */
function optional<Name extends string, Word extends string>(request: Body, name: Name, words: readonly Word[]) {
  const isGiven = (bodyField(request, name) ?? undefined) !== undefined;
  return (isGiven ? { [name]: bodyWord(request, name, words) } : {}) as { readonly [K in Name]?: Word };
}

/**
 * The verdict that the body states: `result`, `failureMode`, `mechanism`, `cause`, `workDone`, `repaired`, `time`, and `failedTime` where the
 * machine had failed by then.
 * @throws InvalidValue
 */
export function closingOf(request: Body) {
  const failedNs = timeOf(request, "failedTime");
  const statement = verdictStatementToWire({
    result: bodyWord(request, "result", VERDICT_RESULTS),
    ...optional(request, "failureMode", FAILURE_MODES),
    ...optional(request, "mechanism", MECHANISMS),
    ...optional(request, "cause", CAUSES),
    workDone: bodyText(request, "workDone"),
    repaired: bodyFlag(request, "repaired"),
    ...(failedNs === undefined ? {} : { failedNs }),
  });
  return { statement, timeNs: timeOf(request, "time") ?? NOW };
}

function timeOf(request: Body, name: string): TimeNs | undefined {
  const text = bodyText(request, name);
  return text === "" ? undefined : parseTimeNs(text, name);
}
