import {
  type EnterpriseEvent,
  type EnterpriseSystem,
  type ExternalState,
  type InboundField,
  InvalidValue,
  parseTimeNs,
  type TimeNs,
} from "@phm/domain";
import { atPath, type JsonPart } from "./json-path.js";

const MAX_TEXT = 200;
const MAX_NOTE = 1_000;

/**
 * What an event of another system says, in our words.
 * @throws InvalidValue naming the field, by its path in the event, that is missing or cannot be read
 */
export function inboundEvent(body: JsonPart, system: EnterpriseSystem): EnterpriseEvent {
  const read = new EventReader(body, system);
  const base = { id: read.text("id"), sequence: read.sequence(), note: read.optionalText("note", MAX_NOTE) ?? "" };
  const stop = read.optionalText("stop");
  return stop === undefined ? { ...base, kind: "order", ...read.order() } : { ...base, kind: "stop", stop, ...read.stop() };
}

class EventReader {
  constructor(
    private readonly body: JsonPart,
    private readonly system: EnterpriseSystem,
  ) {}

  order() {
    const [order, number] = [this.optionalText("order"), this.optionalText("number")];
    if (order === undefined && number === undefined)
      throw new InvalidValue(this.path("order"), undefined, "our id of an order, or its number there");
    const window = { plannedStartNs: this.time("plannedStart"), plannedEndNs: this.time("plannedEnd") };
    if ((window.plannedStartNs === undefined) !== (window.plannedEndNs === undefined))
      throw new InvalidValue(this.path("plannedEnd"), undefined, "a beginning and an end, or neither");
    return present({ order, number, state: this.state(), ...window });
  }

  stop() {
    const withdrawn = this.flag("withdrawn");
    const [startNs, endNs] = [this.time("start"), this.time("end")];
    if (!withdrawn && (startNs === undefined || endNs === undefined))
      throw new InvalidValue(this.path(startNs === undefined ? "start" : "end"), undefined, "a time");
    return { withdrawn, ...present({ location: this.optionalText("location"), startNs, endNs }) };
  }

  text(field: InboundField): string {
    const text = this.optionalText(field);
    if (text === undefined) throw new InvalidValue(this.path(field), this.raw(field), "given");
    return text;
  }

  optionalText(field: InboundField, maxLength = MAX_TEXT): string | undefined {
    const value = this.raw(field);
    if (value === undefined || value === null || value === "") return undefined;
    const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    if (text !== undefined && text.length <= maxLength) return text;
    throw new InvalidValue(
      this.path(field),
      text === undefined ? typeof value : `${text.length} characters`,
      `a text of at most ${maxLength} characters`,
    );
  }

  /** A number, or the time of the change. */
  sequence(): number {
    const value = this.raw("sequence");
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value === "string" && value !== "") return Number(parseTimeNs(value, this.path("sequence")) / 1_000_000n);
    throw new InvalidValue(this.path("sequence"), value, "a number, or an RFC 3339 time");
  }

  private state(): ExternalState | undefined {
    const word = this.optionalText("state");
    if (word === undefined) return undefined;
    const { statesIn } = this.system;
    if (Object.hasOwn(statesIn, word)) return statesIn[word];
    throw new InvalidValue(this.path("state"), word, `a word of the mapping: ${Object.keys(statesIn).join(", ")}`, "unknown_word");
  }

  private time(field: InboundField): TimeNs | undefined {
    const text = this.optionalText(field);
    return text === undefined ? undefined : parseTimeNs(text, this.path(field));
  }

  private flag(field: InboundField): boolean {
    const value = this.raw(field);
    return value === true || value === "true" || value === 1;
  }

  private raw(field: InboundField): JsonPart | undefined {
    const path = this.system.inbound[field];
    return path === undefined ? undefined : atPath(this.body, path);
  }

  private path(field: InboundField): string {
    return this.system.inbound[field] ?? field;
  }
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function present<T extends object>(fields: T): Partial<Present<T>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Present<T>>;
}
