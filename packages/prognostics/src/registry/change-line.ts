import { InvalidValue, storedTime, type TimeNs } from "@phm/domain";
import { IllegalModelTransition } from "./illegal-model-transition.js";
import { challengerOf, championOf, type ModelEvent, type ModelLine, type ModelState, memberOf, type PromotionWatch } from "./model-line.js";

export type LineCommand =
  | { readonly kind: "register"; readonly model: string }
  /** Runs in shadow from now on; a challenger before it is retired. */
  | { readonly kind: "challenge"; readonly model: string }
  /** The challenger speaks from now on. What the gate says of it is the caller's matter. */
  | { readonly kind: "crown"; readonly model: string; readonly watch: Omit<PromotionWatch, "promotedNs">; readonly forced: boolean }
  /** The champion goes, the former one speaks again; the built-in model where there is none. */
  | { readonly kind: "roll_back" }
  /** The challenger goes. */
  | { readonly kind: "withdraw" };

/** Who decides, and why. */
export interface DecidedBy {
  readonly actor: string;
  readonly reason: string;
}

export interface ChangedLine {
  readonly line: ModelLine;
  /** In order; none where nothing changed. */
  readonly events: readonly ModelEvent[];
}

/** More than a plant will ever train; the line must stay one document. */
const MAX_MEMBERS = 1000;
/** From where a model may be sent to a state. Into `champion` from `retired` only by a rollback. */
const CHALLENGES_FROM: readonly ModelState[] = ["registered", "retired"];

type Move = readonly [model: string, to: ModelState];

function withMoves(line: ModelLine, moves: readonly Move[], by: DecidedBy, timeNs: TimeNs, forced = false): ChangedLine {
  const sinceNs = storedTime(timeNs);
  const events = moves.map(([model, to], i): ModelEvent => {
    const from = memberOf(line, model)?.state ?? null;
    return { sequence: line.sequence + i + 1, model, from, to, timeNs: sinceNs, actor: by.actor, reason: by.reason, forced };
  });
  const known = line.members.map((member) => {
    const move = moves.find(([model]) => model === member.model);
    return move ? { model: member.model, state: move[1], sinceNs } : member;
  });
  const added = moves.filter(([model]) => !memberOf(line, model)).map(([model, state]) => ({ model, state, sinceNs }));
  return { line: { ...line, members: [...known, ...added], sequence: line.sequence + moves.length }, events };
}

function register(line: ModelLine, model: string, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  if (line.members.length >= MAX_MEMBERS) throw new InvalidValue("model", model, `one of at most ${MAX_MEMBERS} models`, "too_many");
  return withMoves(line, [[model, "registered"]], by, timeNs);
}

function stateOf(line: ModelLine, model: string): ModelState | "unknown" {
  return memberOf(line, model)?.state ?? "unknown";
}

function challenge(line: ModelLine, model: string, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  const state = stateOf(line, model);
  if (state === "unknown" || !CHALLENGES_FROM.includes(state)) {
    throw new IllegalModelTransition(model, state, "make it challenger", `only what is ${CHALLENGES_FROM.join(" or ")} becomes challenger`);
  }
  const before = challengerOf(line);
  return withMoves(line, [...(before === undefined ? [] : [[before, "retired"] as const]), [model, "challenger"]], by, timeNs);
}

function crown(line: ModelLine, command: LineCommand & { kind: "crown" }, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  const { model, forced } = command;
  const state = stateOf(line, model);
  if (state !== "challenger") {
    throw new IllegalModelTransition(model, state, "make it champion", "only the challenger, which has run in shadow, becomes champion");
  }
  const formerChampion = championOf(line);
  const changed = withMoves(
    line,
    [
      [formerChampion, "retired"],
      [model, "champion"],
    ],
    by,
    timeNs,
    forced,
  );
  const watch = { ...command.watch, promotedNs: storedTime(timeNs) };
  return { ...changed, line: { ...changed.line, formerChampion, watch } };
}

function rollBack(line: ModelLine, builtIn: string, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  const champion = championOf(line);
  const next = line.formerChampion ?? builtIn;
  if (next === champion) {
    throw new IllegalModelTransition(champion, "champion", "roll it back", "nothing has spoken before the built-in model");
  }
  const changed = withMoves(
    line,
    [
      [champion, "retired"],
      [next, "champion"],
    ],
    by,
    timeNs,
  );
  return { ...changed, line: { ...changed.line, formerChampion: null, watch: null } };
}

function withdraw(line: ModelLine, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  const challenger = challengerOf(line);
  return challenger === undefined ? { line, events: [] } : withMoves(line, [[challenger, "retired"]], by, timeNs);
}

/** Whether the model already is where the command would bring it: a command that is repeated changes nothing. Nobody can tell of a rollback. */
export function isAlreadyDone(line: ModelLine, command: LineCommand): boolean {
  if (command.kind === "register") return memberOf(line, command.model) !== undefined;
  if (command.kind === "challenge") return challengerOf(line) === command.model;
  return command.kind === "crown" && championOf(line) === command.model;
}

/**
 * One decision on a line of models: registered -> challenger -> champion -> retired, and from retired back to challenger, or to champion by
 * a rollback. Afterwards there is exactly one champion and at most one challenger.
 * @param builtIn the model that a line begins with
 * @throws IllegalModelTransition; InvalidValue for one model too many
 */
export function changeLine(line: ModelLine, command: LineCommand, builtIn: string, by: DecidedBy, timeNs: TimeNs): ChangedLine {
  if (isAlreadyDone(line, command)) return { line, events: [] };
  switch (command.kind) {
    case "register":
      return register(line, command.model, by, timeNs);
    case "challenge":
      return challenge(line, command.model, by, timeNs);
    case "crown":
      return crown(line, command, by, timeNs);
    case "roll_back":
      return rollBack(line, builtIn, by, timeNs);
    case "withdraw":
      return withdraw(line, by, timeNs);
  }
}
