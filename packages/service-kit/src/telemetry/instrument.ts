// Loaded before the service by `node --import`: instrumentation must be in place before the instrumented modules are loaded.
// Does nothing, and loads nothing heavy, unless a collector is named.
import { register } from "node:module";

if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT || process.env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) {
  register("@opentelemetry/instrumentation/hook.mjs", import.meta.url);
  const { startTracing } = await import("./start-tracing.js");
  startTracing(process.env.OTEL_SERVICE_NAME ?? process.env.PHM_SERVICE_NAME ?? "phm");
}
