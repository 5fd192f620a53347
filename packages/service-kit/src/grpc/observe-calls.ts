import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from "node:http2";
import { status } from "@grpc/grpc-js";
import type { Metrics } from "../metrics/metrics.js";

/**
 * Rate, errors and duration of every call, read off the HTTP/2 stream itself: that sees also what never reaches a handler
 * (messages over the limit, unknown methods, calls that were cut).
 * @param methods the known method paths; anything else is counted as "unknown", so that a stranger cannot grow the label set
 */
export function callObserver(metrics: Metrics, methods: ReadonlySet<string>): (session: ServerHttp2Session) => void {
  const handled = metrics.counter("grpc_calls_total", "gRPC calls ended, by method and status code.", ["method", "code"]);
  const duration = metrics.histogram("grpc_call_duration_seconds", "Time from the start of a gRPC call to its end.", ["method"]);
  const open = metrics.gauge("grpc_calls_open", "gRPC calls under way, by method.", ["method"]);

  const onStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const path = String(headers[":path"]);
    const method = methods.has(path) ? path.slice(1) : "unknown";
    const stop = duration.startTimer({ method });
    open.inc({ method });
    stream.once("close", () => {
      stop();
      open.dec({ method });
      handled.inc({ method, code: codeOf(stream) });
    });
  };
  return (session) => session.on("stream", onStream);
}

/** The status that was sent, in the trailers or, for a call without messages, in the only headers; none: the connection was cut. */
function codeOf(stream: ServerHttp2Stream): string {
  const sent = stream.sentTrailers?.["grpc-status"] ?? stream.sentHeaders?.["grpc-status"];
  const name = sent === undefined ? undefined : status[Number(sent)];
  return name?.toLowerCase() ?? "cut";
}
