import { isSpanContextValid, trace } from "@opentelemetry/api";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Where the lines go; default: standard output. */
  readonly destination?: DestinationStream;
}

/** Field names whose values never reach a log, at the top and one level down. */
const REDACTED = ["password", "token", "secret", "authorization", "cookie", "natsUrl", "mongodbUrl"];

/**
 * One JSON object a line on standard output (standard error is kept for the one sentence that says why a start failed),
 * with the service's name and, inside a span, its trace and span id.
 */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: "(secret)" },
    mixin: traceIds,
  };
  return destination ? pino(options, destination) : pino(options);
}

function traceIds(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : {};
}
