import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { ExpressInstrumentation } from "@opentelemetry/instrumentation-express";
import { GrpcInstrumentation } from "@opentelemetry/instrumentation-grpc";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { MongoDBInstrumentation } from "@opentelemetry/instrumentation-mongodb";
import { NodeSDK } from "@opentelemetry/sdk-node";

/** Paths that are asked every few seconds and say nothing about the work. */
const OPS_PATHS = new Set(["/healthz", "/readyz", "/metrics"]);

/** Traces to the collector that the OTEL_ variables name. Metrics and logs go their own ways (`/metrics`, standard output). */
export function startTracing(serviceName: string): void {
  new NodeSDK({
    serviceName,
    traceExporter: new OTLPTraceExporter(),
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => OPS_PATHS.has(url ?? "") }),
      new GrpcInstrumentation({ ignoreGrpcMethods: [/^grpc\.health\./] }),
      new ExpressInstrumentation(),
      new MongoDBInstrumentation(),
    ],
  }).start();
}
