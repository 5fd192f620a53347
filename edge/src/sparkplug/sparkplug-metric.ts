import { NS_PER_MS, type ReadingQuality, type TimeNs } from "@phm/domain";
import type { UMetric } from "sparkplug-payload/lib/sparkplugbpayload.js";

export interface SparkplugValue {
  readonly raw: unknown;
  readonly timeNs: TimeNs;
  readonly quality?: ReadingQuality;
  readonly qualityReason?: string;
}

/** The code of the property `Quality`: 192 is good, 500 stale, 0 bad. */
const GOOD = 192;
const STALE = 500;

/** A metric's value and time; `arrivalMs` where neither it nor its payload tells one. Historical values have the time of then. */
export function sparkplugValue(metric: UMetric, payloadMs: number | undefined, arrivalMs: number): SparkplugValue {
  const timeNs = BigInt(millis(metric.timestamp) ?? payloadMs ?? arrivalMs) * NS_PER_MS;
  const raw = metric.isNull || metric.value === null ? null : plain(metric.value);
  return { raw, timeNs, ...qualityOf(metric) };
}

/** Milliseconds since 1970 of a time that may be a 64-bit object; undefined where there is none. */
export function millis(time: unknown): number | undefined {
  const ms = plain(time);
  return typeof ms === "number" && Number.isSafeInteger(ms) && ms > 0 ? ms : undefined;
}

/** 64-bit integers come as objects. */
function plain(value: unknown): unknown {
  const long = value as { readonly toNumber?: () => number } | null | undefined;
  return typeof long === "object" && typeof long?.toNumber === "function" ? long.toNumber() : value;
}

function qualityOf({ properties }: UMetric): Pick<SparkplugValue, "quality" | "qualityReason"> {
  const code = plain(properties?.Quality?.value ?? properties?.quality?.value);
  if (code === undefined || code === null || code === GOOD) return {};
  return code === STALE ? { quality: "uncertain", qualityReason: "stale" } : { quality: "bad", qualityReason: `quality_${String(code)}` };
}
