import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

export type SpanAttributes = Attributes;

const tracer = () => trace.getTracer("phm-service-kit");

/**
 * Runs `work` inside a span; a failure is recorded on it and thrown on. Without a tracer set up this costs a function call.
 * Attributes are ids and sizes: never payloads or secrets.
 */
export function withSpan<T>(
  name: string,
  attributes: SpanAttributes,
  work: (span: Span) => Promise<T>,
  kind: SpanKind = SpanKind.INTERNAL,
): Promise<T> {
  return tracer().startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
