import { create } from "@bufbuild/protobuf";
import {
  type BilingualText,
  type CodedText,
  type FaultKnowledge,
  InvalidValue,
  type KnowledgeEntry,
  type KnowledgePart,
  type KnowledgeRevision,
  parseFaultKnowledge,
} from "@phm/domain";
import * as wire from "../gen/phm/knowledge/v1/knowledge_pb.js";
import { tierCodec } from "./advisory-codec.js";
import { failureModeCodec } from "./health-codec.js";

const textToWire = (text: BilingualText) => create(wire.BilingualTextSchema, { en: text.en, zh: text.zh });
const codedToWire = ({ code, text }: CodedText<string>) => create(wire.CodedTextSchema, { code, text: textToWire(text) });
const partToWire = ({ name, quantity }: KnowledgePart) => create(wire.KnowledgePartSchema, { name: textToWire(name), quantity });

export function faultKnowledgeToWire(knowledge: FaultKnowledge): wire.FaultKnowledge {
  return create(wire.FaultKnowledgeSchema, {
    failureMode: failureModeCodec.toWire(knowledge.failureMode),
    reportedAs: knowledge.reportedAs,
    mechanism: codedToWire(knowledge.mechanism),
    causes: knowledge.causes.map(codedToWire),
    confirm: knowledge.confirm.map(textToWire),
    actions: knowledge.actions.map(textToWire),
    checks: knowledge.checks.map(textToWire),
    tools: knowledge.tools.map(textToWire),
    parts: knowledge.parts.map(partToWire),
    estimatedHours: knowledge.estimatedHours,
    urgency: tierCodec.toWire(knowledge.urgency),
  });
}

/** @throws InvalidValue naming the field: codes, empty texts and lengths are checked as everywhere that an entry comes in. */
export function faultKnowledgeFromWire(message: wire.FaultKnowledge, field = "knowledge"): FaultKnowledge {
  return parseFaultKnowledge(
    {
      ...message,
      failureMode: failureModeCodec.fromWire(message.failureMode, `${field}.failureMode`),
      urgency: tierCodec.fromWire(message.urgency, `${field}.urgency`),
    },
    field,
  );
}

export function knowledgeEntryToWire({ knowledge, version, isSiteEntry, baseVersion }: KnowledgeEntry): wire.KnowledgeEntry {
  return create(wire.KnowledgeEntrySchema, {
    knowledge: faultKnowledgeToWire(knowledge),
    version: BigInt(version),
    isSiteEntry,
    baseVersion,
  });
}

export function knowledgeEntryFromWire(message: wire.KnowledgeEntry | undefined): KnowledgeEntry {
  if (!message?.knowledge) throw new InvalidValue("entry", undefined, "present, with its knowledge");
  const { knowledge, version, isSiteEntry, baseVersion } = message;
  return { knowledge: faultKnowledgeFromWire(knowledge), version: Number(version), isSiteEntry, baseVersion };
}

export function knowledgeRevisionToWire({ version, author, timeNs, note, knowledge }: KnowledgeRevision): wire.KnowledgeRevision {
  return create(wire.KnowledgeRevisionSchema, {
    version: BigInt(version),
    author,
    timeNs,
    note,
    ...(knowledge ? { knowledge: faultKnowledgeToWire(knowledge) } : {}),
  });
}

export function knowledgeRevisionFromWire({ version, author, timeNs, note, knowledge }: wire.KnowledgeRevision): KnowledgeRevision {
  return { version: Number(version), author, timeNs, note, ...(knowledge ? { knowledge: faultKnowledgeFromWire(knowledge) } : {}) };
}
