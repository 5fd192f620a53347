import { type Attributes, type Span, SpanKind, type SpanOptions, SpanStatusCode, trace } from "@opentelemetry/api";

export type SpanAttributes = Attributes;

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
  return inSpan(name, { attributes, kind }, work);
}

/**
 * As `withSpan`, but begins a trace of its own, linked to the span that it came in: for one item of a long stream, whose way
 * through the suite is a story of its own, while the stream goes on for days.
 */
export function withOwnTrace<T>(name: string, attributes: SpanAttributes, work: (span: Span) => Promise<T>): Promise<T> {
  const around = trace.getActiveSpan()?.spanContext();
  return inSpan(name, { attributes, kind: SpanKind.SERVER, root: true, links: around ? [{ context: around }] : [] }, work);
}

function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer("phm-service-kit").startActiveSpan(name, options, async (span) => {
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
