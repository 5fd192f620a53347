import type { Request } from "express";
import type { GatewayContext } from "../context.js";
import { principalOf } from "../identity/principal.js";
import type { EventStream } from "./event-stream.js";

const ASK_MS = 500;

/** Ends a stream soon after who listens may no more: its key or session was revoked or has run out, or cannot be asked after. */
export function endWhenRevoked({ identity }: GatewayContext, request: Request, stream: EventStream): void {
  if (!identity) return;
  const { id, organisation, role } = principalOf(request) ?? {};
  const ask = async () => {
    const now = await identity.principalOf(request, "listens").catch(() => undefined);
    if (now?.id !== id || now?.organisation !== organisation || now?.role !== role) stream.end();
    else if (!stream.signal.aborted) timer = setTimeout(ask, ASK_MS);
  };
  let timer = setTimeout(ask, ASK_MS);
  stream.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}
