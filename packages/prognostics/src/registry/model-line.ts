/** Where a model stands: it can be had, runs in shadow, speaks, or has spoken. */
export const MODEL_STATES = ["registered", "challenger", "champion", "retired"] as const;
export type ModelState = (typeof MODEL_STATES)[number];

export interface LineMember {
  readonly model: string;
  readonly state: ModelState;
  readonly sinceNs: string;
}

/** What a new champion is held against after its promotion. */
export interface PromotionWatch {
  readonly promotedNs: string;
  /** Coverage that the former champion had, or was meant to have. */
  readonly coverageBeforeRatio: number;
  /** Lives that it had spoken of before, as champion of an earlier time: these do not count. */
  readonly livesBefore: readonly string[];
}

/**
 * The models of one scope and machine class, with exactly one champion and at most one challenger. Plain JSON: it is one document, so that a
 * change of champion is one write. Times are stored times.
 */
export interface ModelLine {
  /** In the order of registering; the built-in model first. */
  readonly members: readonly LineMember[];
  /** Who spoke before the champion and takes over when it is rolled back. */
  readonly formerChampion: string | null;
  readonly watch: PromotionWatch | null;
  /** Number of the latest event. */
  readonly sequence: number;
}

/** One change of one model's state: all of them in a row lead to the line as it stands. */
export interface ModelEvent {
  readonly sequence: number;
  readonly model: string;
  /** Null when it was registered. */
  readonly from: ModelState | null;
  readonly to: ModelState;
  readonly timeNs: string;
  readonly actor: string;
  readonly reason: string;
  /** Against the gate. */
  readonly forced: boolean;
}

/** The line of a scope where nobody has registered anything: the built-in model is champion from the beginning of time. */
export function initialLine(builtIn: string): ModelLine {
  const sinceNs = "0".repeat(19);
  return { members: [{ model: builtIn, state: "champion", sinceNs }], formerChampion: null, watch: null, sequence: 0 };
}

export function memberOf(line: ModelLine, model: string): LineMember | undefined {
  return line.members.find((member) => member.model === model);
}

/** There always is one. */
export function championOf({ members }: ModelLine): string {
  return (members.find(({ state }) => state === "champion") as LineMember).model;
}

export function challengerOf({ members }: ModelLine): string | undefined {
  return members.find(({ state }) => state === "challenger")?.model;
}
