import { ProxyTracerProvider, trace } from "@opentelemetry/api";
import { withinDeadline } from "../lifecycle/within-deadline.js";

const DEADLINE_MS = 1_000;

/** Sends the spans that are still buffered, where tracing is on. Never throws: an unreachable collector must not fail an exit. */
export async function shutDownTelemetry(): Promise<void> {
  const proxy = trace.getTracerProvider();
  const provider: object = proxy instanceof ProxyTracerProvider ? proxy.getDelegate() : proxy;
  if (!("shutdown" in provider) || typeof provider.shutdown !== "function") return;
  await withinDeadline(Promise.resolve(provider.shutdown()), DEADLINE_MS).catch(() => {});
}
