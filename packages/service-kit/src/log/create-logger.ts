import { isSpanContextValid, trace } from "@opentelemetry/api";
import { type DestinationStream, type Logger, pino } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  readonly service: string;
  readonly level: string;
  /** Where the lines go; default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * One for all loggers of a process. Written at once: pino's default keeps lines back and, where the reader of standard output is gone
 * (the launcher was killed), tries for ever at the exit to hand them over (sonic-boom 4.2).
 */
const standardOutput = pino.destination({ fd: 1, sync: true });

/** Field names whose values never reach a log, at the top and one level down. */
const REDACTED = [
  ...["password", "token", "secret", "authorization", "cookie", "natsUrl", "mongodbUrl", "smtpUrl"],
  ...["apiKey", "serviceSecret", "forgeryToken", "certKey"],
];

/**
 * One JSON object a line on standard output (standard error is kept for the one sentence that says why a start failed),
 * with the service's name and, inside a span, its trace and span id.
 */
export function createLogger({ service, level, destination = standardOutput }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED.flatMap((name) => [name, `*.${name}`]), censor: "(secret)" },
    mixin: traceIds,
  };
  return pino(options, destination);
}

function traceIds(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : {};
}
