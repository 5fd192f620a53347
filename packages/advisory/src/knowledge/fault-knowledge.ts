import type { Advisory, FailureMode, FaultKnowledge } from "@phm/domain";
import { FAILURE_MODES } from "@phm/domain";
import { BEARING_KNOWLEDGE } from "./bearing-knowledge.js";
import { ELECTRICAL_KNOWLEDGE } from "./electrical-knowledge.js";
import { FURTHER_KNOWLEDGE } from "./further-knowledge.js";
import { ROTOR_KNOWLEDGE } from "./rotor-knowledge.js";

/** Version of the texts: changes with any of them. */
export const KNOWLEDGE_VERSION = "knowledge-1";

const ENTRIES = [...BEARING_KNOWLEDGE, ...ROTOR_KNOWLEDGE, ...ELECTRICAL_KNOWLEDGE, ...FURTHER_KNOWLEDGE];

function entryOf(mode: FailureMode): FaultKnowledge {
  const found = ENTRIES.filter((entry) => entry.failureMode === mode);
  if (found.length !== 1) throw new Error(`the knowledge base has ${found.length} entries for ${mode}`);
  return found[0] as FaultKnowledge;
}

/** The fault knowledge base (设备故障知识库): what maintenance knows of each failure mode. Sites can put their own entries in its place. */
export const FAULT_KNOWLEDGE = Object.fromEntries(FAILURE_MODES.map((mode) => [mode, entryOf(mode)])) as Readonly<
  Record<FailureMode, FaultKnowledge>
>;

/** What an advisory takes from the entry of its failure mode. */
export type AdvisedActions = Pick<Advisory, "actionsEn" | "actionsZh">;

/** The actions of an entry as an advisory states them. */
export function advisedActions({ actions }: FaultKnowledge): AdvisedActions {
  return { actionsEn: actions.map(({ en }) => en), actionsZh: actions.map(({ zh }) => zh) };
}
