import { create } from "@bufbuild/protobuf";
import {
  acquisitionId,
  FAILURE_CAUSES,
  FAILURE_MECHANISMS,
  type FailureMode,
  InvalidValue,
  type Verdict,
  type VerdictResult,
  type VerdictStatement,
} from "@phm/domain";
import * as wire from "../gen/phm/verdict/v1/verdict_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { failureModeCodec } from "./health-codec.js";
import { present } from "./optional-fields.js";

export const verdictResultCodec = enumCodec<VerdictResult, wire.VerdictResult>({
  confirmed: wire.VerdictResult.CONFIRMED,
  not_found: wire.VerdictResult.NOT_FOUND,
  other: wire.VerdictResult.OTHER,
});

/** The wire writes "nothing was found" as 0. */
const NO_MODE = 0;

export function modeOrNoneToWire(mode: FailureMode | undefined): number {
  return mode === undefined ? NO_MODE : failureModeCodec.toWire(mode);
}

/** @throws InvalidValue naming the field of an unknown failure mode */
export function modeOrNoneFromWire(mode: number, field: string): FailureMode | undefined {
  return mode === NO_MODE ? undefined : failureModeCodec.fromWire(mode, field);
}

/** A code of one of the tables of ISO 14224; undefined where none is given. @throws InvalidValue for a code that the table does not have */
export function codeOf<Code extends string>(table: Readonly<Record<Code, unknown>>, code: string, field: string): Code | undefined {
  if (code === "") return undefined;
  if (Object.hasOwn(table, code)) return code as Code;
  throw new InvalidValue(field, code, `one of ${Object.keys(table).sort().join(", ")}`, "unknown_code");
}

export function verdictStatementToWire(statement: VerdictStatement): wire.VerdictStatement {
  const { result, failureMode, mechanism = "", cause = "", workDone, repaired, failedNs } = statement;
  return create(wire.VerdictStatementSchema, {
    result: verdictResultCodec.toWire(result),
    failureMode: modeOrNoneToWire(failureMode),
    mechanism,
    cause,
    workDone,
    repaired,
    ...present({ failedNs }),
  });
}

/** @throws InvalidValue naming the field of an unknown result, failure mode or code, or a statement that is missing */
export function verdictStatementFromWire(message: wire.VerdictStatement | undefined, field = "statement"): VerdictStatement {
  if (!message) throw new InvalidValue(field, undefined, "what was found and done");
  const { result, failureMode, mechanism, cause, workDone, repaired, failedNs } = message;
  const found = {
    failureMode: modeOrNoneFromWire(failureMode, `${field}.failureMode`),
    mechanism: codeOf(FAILURE_MECHANISMS, mechanism, `${field}.mechanism`),
    cause: codeOf(FAILURE_CAUSES, cause, `${field}.cause`),
    failedNs,
  };
  return { result: verdictResultCodec.fromWire(result, `${field}.result`), ...present(found), workDone, repaired };
}

export function verdictToWire(verdict: Verdict): wire.Verdict {
  const { id, ref, workOrder, component, advised, timeNs, actor, advisories } = verdict;
  return create(wire.VerdictSchema, {
    ...{ id, workOrder, component, timeNs, actor },
    ref: assetRefToWire(ref),
    advised: modeOrNoneToWire(advised),
    statement: verdictStatementToWire(verdict),
    advisories: advisories.map((link) => create(wire.AdvisoryLinkSchema, link)),
  });
}

export function verdictFromWire(message: wire.Verdict): Verdict {
  const { id, ref, workOrder, component, advised, statement, timeNs, actor, advisories } = message;
  return {
    ...{ id, workOrder, component, timeNs, actor },
    ref: assetRefFromWire(ref),
    ...present({ advised: modeOrNoneFromWire(advised, "advised") }),
    ...verdictStatementFromWire(statement),
    advisories: advisories.map(({ advisory, acquisition }) => ({ advisory, acquisition: acquisitionId(acquisition) })),
  };
}
