import type { Http2Server, ServerHttp2Session } from "node:http2";
import type { Server } from "@grpc/grpc-js";

/** 256 KiB to 1 MiB is where uploads stop waiting for window updates; see docs/adr. */
export const HTTP2_WINDOW_BYTES = 1024 * 1024;
/**
 * What the streams of one connection share. Many times a stream's window, as else a single stream whose handler does not read would
 * hold up every other call on its connection.
 */
export const HTTP2_CONNECTION_WINDOW_BYTES = 16 * HTTP2_WINDOW_BYTES;

/** What of grpc-js's private parts is needed; checked before use, so that an update of grpc-js fails loudly. */
interface ServerInternals {
  commonServerOptions?: { settings?: object };
  http2Servers?: Map<Http2Server, unknown>;
}

/**
 * Raises the receive window of every stream that the server will serve. grpc-js has an option for clients only and leaves servers at
 * 65,535 bytes, which caps uploads at a quarter of what the transport can do. Call before `bindAsync`.
 */
export function widenStreamWindow(server: Server): void {
  const internals = server as unknown as ServerInternals;
  if (typeof internals.commonServerOptions !== "object") throw new Error("grpc-js no longer has Server.commonServerOptions");
  internals.commonServerOptions.settings = { ...internals.commonServerOptions.settings, initialWindowSize: HTTP2_WINDOW_BYTES };
}

/**
 * Calls `onSession` for every connection, with its receive window raised too.
 * Call in the callback of `bindAsync`, before the first connection can come in.
 */
export function widenConnectionWindows(server: Server, onSession: (session: ServerHttp2Session) => void): void {
  const servers = (server as unknown as ServerInternals).http2Servers;
  if (!(servers instanceof Map) || servers.size === 0) throw new Error("grpc-js no longer has Server.http2Servers");
  for (const http2Server of servers.keys()) {
    http2Server.on("session", (session) => {
      session.setLocalWindowSize(HTTP2_CONNECTION_WINDOW_BYTES);
      onSession(session);
    });
  }
}
