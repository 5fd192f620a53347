import type { MsgHdrs } from "@nats-io/transport-node";
import { context, propagation, type TextMapGetter, type TextMapSetter } from "@opentelemetry/api";

const setter: TextMapSetter<MsgHdrs> = { set: (headers, key, value) => headers.set(key, value) };
const getter: TextMapGetter<MsgHdrs> = {
  keys: (headers) => headers.keys(),
  get: (headers, key) => headers.get(key) || undefined,
};

/** Writes the active trace context (W3C `traceparent`) into the headers of a message. */
export function injectTraceContext(headers: MsgHdrs): void {
  propagation.inject(context.active(), headers, setter);
}

/** Runs `work` as part of the trace that the message's publisher was in, where there is one. */
export function withTraceContextOf<T>(headers: MsgHdrs | undefined, work: () => T): T {
  if (!headers) return work();
  return context.with(propagation.extract(context.active(), headers, getter), work);
}
