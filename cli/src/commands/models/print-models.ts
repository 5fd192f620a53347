import { type GateReportMessage, type ModelEventMessage, type ModelRecordMessage, modelStateCodec } from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";

const figure = (value: number | undefined): string => (value === undefined ? "-" : value.toFixed(3));
const stateOf = ({ state }: ModelRecordMessage) => modelStateCodec.fromWire(state, "state");

const STATE_FIELDS = ["state", "from", "to"];

function plain(name: string, value: unknown): unknown {
  if (name === "$typeName") return undefined;
  if (typeof value === "bigint") return String(value);
  return STATE_FIELDS.includes(name) && typeof value === "number" && value > 0 ? modelStateCodec.fromWire(value, name) : value;
}

/** A message as one line: 64-bit numbers as texts, as JSON has none, and states as words. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, plain)}\n`);
}

export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** One row of the list. */
export function modelRow(record: ModelRecordMessage): string {
  const { model, kind, card, live, drift } = record;
  const moved = drift.filter(({ drifted }) => drifted).map(({ input }) => input);
  const here =
    live && live.lives > 0 ? `${live.lives} lives here, coverage ${figure(live.coverageRatio)}, pinball ${figure(live.pinballLn)}` : "";
  const drifted = moved.length > 0 ? `drifted: ${moved.join(", ")}` : "";
  const facts = [`${card?.lives ?? 0} lives`, here, drifted].filter((text) => text !== "").join("; ");
  return `  ${stateOf(record).padEnd(11)} ${model.padEnd(28)} ${kind.padEnd(18)} ${facts}`;
}

/** The card and what is known beside it. */
export function modelLines(record: ModelRecordMessage): string[] {
  const { model, kind, inputs, sha256, builtIn, registeredBy, registeredNs, card } = record;
  const registered = builtIn ? "comes with the program" : `registered by ${registeredBy} at ${formatTimeNs(registeredNs)}`;
  const facts = [
    `${model}: ${stateOf(record)}, ${registered}`,
    `  ${kind} on ${inputs.join(", ")}; sha256 ${sha256}`,
    `  data: ${card?.data} (${card?.lives} lives)`,
    `  licence of the data: ${card?.licence}`,
    `  split: ${card?.split}`,
    `  limits: ${card?.limits}`,
    ...(card?.createdBy ? [`  made by: ${card.createdBy}`] : []),
  ];
  const scores = (card?.scores ?? []).map(({ name, pinballLn, coverageRatio, lives }) => {
    const [loss, covered] = [pinballLn, coverageRatio].map(
      (each) => `${figure(each?.mean)} (${figure(each?.low)} to ${figure(each?.high)})`,
    );
    return `    ${name.padEnd(42)} ${String(loss).padEnd(26)} ${covered}, ${lives} lives`;
  });
  const heading = `  held out ${" ".repeat(36)}pinball of ln(RUL)         coverage, 90 % intervals over lives`;
  return [...facts, ...(scores.length > 0 ? [heading, ...scores] : ["  never measured on lives that were held out"]), modelRow(record)];
}

/** The comparison as a table. */
export function gateLines({ passed, champion, challenger, lives, liveLives, criteria }: GateReportMessage): string[] {
  const rows = criteria.map((row) => {
    const compared = row.measure === "lives" ? `${row.challenger} of at least ${row.limit}` : "";
    const figures = compared || `${figure(row.champion).padEnd(10)} ${figure(row.challenger).padEnd(10)} limit ${figure(row.limit)}`;
    return `    ${row.passed ? "ok     " : "FAILED "} ${`${row.measure} (${row.over})`.padEnd(24)} ${figures}`;
  });
  const heading = `  gate: ${challenger} against ${champion} on ${lives} held-out lives, ${liveLives} of them here: ${passed ? "passed" : "REFUSED"}`;
  return [heading, `            ${"".padEnd(24)} champion   challenger`, ...rows];
}

/** One line of the history. */
export function eventLine({ timeNs, model, from, to, actor, reason, forced }: ModelEventMessage): string {
  const way = from === 0 ? "" : `${modelStateCodec.fromWire(from, "from")} -> `;
  return `  ${formatTimeNs(timeNs)}  ${model}: ${way}${modelStateCodec.fromWire(to, "to")}${forced ? " (FORCED)" : ""}, by ${actor}: ${reason}`;
}
