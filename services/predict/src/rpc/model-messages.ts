import { create } from "@bufbuild/protobuf";
import {
  type GateReportMessage,
  GateReportSchema,
  type ModelEventMessage,
  ModelEventSchema,
  type ModelRecordMessage,
  ModelRecordSchema,
  modelStateCodec,
} from "@phm/contracts";
import type { HeldOutScore, ModelCard, ModelEvent } from "@phm/prognostics";
import type { GateVerdict } from "../models/model-gate.js";
import type { ModelRecord } from "../models/model-record.js";

export function modelRecordMessage(record: ModelRecord): ModelRecordMessage {
  const { model, state, sinceNs, builtIn, kind, inputs, digest, card, registeredBy, registeredNs, live, drift } = record;
  return create(ModelRecordSchema, {
    ...{ model, builtIn, kind, inputs: [...inputs], sha256: digest, registeredBy },
    state: modelStateCodec.toWire(state),
    sinceNs: BigInt(sinceNs),
    registeredNs: BigInt(registeredNs),
    card: cardMessage(card),
    live: { lives: live.lives, ...present("coverageRatio", live.coverageRatio), ...present("pinballLn", live.pinballLn) },
    drift: drift.map(({ stabilityIndex, ...figure }) => ({ ...figure, ...present("stabilityIndex", stabilityIndex) })),
  });
}

export function gateMessage({ championCoverageRatio: _, criteria, ...report }: GateVerdict): GateReportMessage {
  return create(GateReportSchema, { ...report, criteria: [...criteria] });
}

export function eventMessage({ sequence, from, to, timeNs, ...event }: ModelEvent): ModelEventMessage {
  return create(ModelEventSchema, {
    ...event,
    sequence: BigInt(sequence),
    ...(from === null ? {} : { from: modelStateCodec.toWire(from) }),
    to: modelStateCodec.toWire(to),
    timeNs: BigInt(timeNs),
  });
}

function cardMessage({ data, licence, lives, split, limits, createdBy = "", evaluation }: ModelCard) {
  return { data, licence, lives, split, limits, createdBy, scores: (evaluation?.scores ?? []).map(scoreMessage) };
}

function scoreMessage({ name, lives, pinballLn, coverage, medianErrorLn }: HeldOutScore) {
  return { name, lives, pinballLn, coverageRatio: coverage, medianErrorLn };
}

/** The wire leaves out what is not known. */
function present<N extends string>(name: N, value: number | null): { readonly [K in N]?: number } {
  return (value === null ? {} : { [name]: value }) as { readonly [K in N]?: number };
}
