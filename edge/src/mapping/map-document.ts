import { type Acquisition, InvalidValue, MAX_TIME_NS, parseTimeNs, type Reading, type TimeNs } from "@phm/domain";
import type { DocumentMapping } from "../config/edge-file.js";
import { type Place, slowReading } from "./slow-reading.js";
import { waveformAcquisition } from "./waveform-acquisition.js";

export interface MappedDocument {
  readonly readings: readonly Reading[];
  readonly acquisitions: readonly Acquisition[];
  /** Waveforms that are none. */
  readonly refused: readonly InvalidValue[];
}

const NS_OF = { s: 1e9, ms: 1e6, us: 1e3, ns: 1 } as const;

/**
 * What the mapped fields of a JSON text become. Fields that are not there are passed over: events often carry some only. What is no JSON gives a
 * bad reading for each field.
 */
export function mapDocument(place: Place, mapping: DocumentMapping, text: string, nowNs: TimeNs): MappedDocument {
  const document = parsed(text);
  if (document === undefined) return { readings: all(place, mapping, nowNs, "bad_json"), acquisitions: [], refused: [] };
  const time = timeOf(mapping, document, nowNs);
  const readings = mapping.values.flatMap((value) => {
    const raw = fieldAt(document, value.path);
    return raw === undefined ? [] : [slowReading(place, value, { raw, ...time }, nowNs)];
  });
  const acquisitions: Acquisition[] = [];
  const refused: InvalidValue[] = [];
  for (const waveform of mapping.waveforms) {
    const raw = fieldAt(document, waveform.path);
    if (raw === undefined) continue;
    try {
      acquisitions.push(waveformAcquisition(place, waveform, raw, time.timeNs));
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      refused.push(error);
    }
  }
  return { readings, acquisitions, refused };
}

function all(place: Place, { values }: DocumentMapping, timeNs: TimeNs, qualityReason: string): Reading[] {
  return values.map((value) => slowReading(place, value, { raw: null, timeNs, quality: "bad", qualityReason }, timeNs));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function fieldAt(document: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), document);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A time that cannot be read is replaced by that of arrival, and what it belongs to is uncertain. */
function timeOf({ time, timeForm }: DocumentMapping, document: unknown, nowNs: TimeNs) {
  if (time === undefined) return { timeNs: nowNs };
  const timeNs = readTime(fieldAt(document, time), timeForm);
  return timeNs === undefined ? { timeNs: nowNs, quality: "uncertain" as const, qualityReason: "no_source_time" } : { timeNs };
}

function readTime(raw: unknown, form: DocumentMapping["timeForm"]): TimeNs | undefined {
  try {
    if (form === "iso") return typeof raw === "string" ? parseTimeNs(raw) : undefined;
    const timeNs = form === "ns" && typeof raw === "string" ? BigInt(raw) : scaledTime(raw, NS_OF[form]);
    return timeNs !== undefined && timeNs >= 0n && timeNs <= MAX_TIME_NS ? timeNs : undefined;
  } catch {
    return undefined;
  }
}

/** The whole part exactly, as a double does not hold nanoseconds. */
function scaledTime(raw: unknown, nsOfOne: number): TimeNs | undefined {
  if (typeof raw !== "number" || !Number.isFinite(raw)) return undefined;
  const whole = Math.floor(raw);
  return BigInt(whole) * BigInt(nsOfOne) + BigInt(Math.round((raw - whole) * nsOfOne));
}
