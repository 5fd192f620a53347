import type { JsonPart } from "@phm/advisory";
import type { ExchangeService } from "@phm/contracts";
import { InvalidValue, type TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { ExchangeParts } from "../exchange/open-exchange.js";
import { checkWebhook } from "../exchange/webhook-signature.js";
import { systemKeyOf } from "./exchange-messages.js";

type TakeWebhook = MethodHandler<(typeof ExchangeService)["method"]["takeWebhook"]>;

export function takeWebhook({ systems, intake }: ExchangeParts, nowNs: () => TimeNs): TakeWebhook {
  return async (request) => {
    const system = await systems.find(systemKeyOf(request));
    // A system that is not there is told as one whose signature does not fit: who asks need not know.
    checkWebhook(request, system?.secret, nowNs());
    const counts = { taken: 0, known: 0, refused: 0 };
    for (const body of system ? eventsIn(request.body) : []) {
      const { event, isNew } = await intake.take(system as NonNullable<typeof system>, body);
      counts[!isNew || event.outcome === "superseded" ? "known" : event.outcome === "refused" ? "refused" : "taken"] += 1;
    }
    return counts;
  };
}

/** Each is written before the answer: who sends more sends them in several webhooks. */
const MAX_EVENTS = 500;

/** @throws InvalidValue */
function eventsIn(body: Uint8Array): readonly JsonPart[] {
  const parsed = parse(body);
  const events = Array.isArray(parsed) ? (parsed as readonly JsonPart[]) : [parsed];
  if (events.length <= MAX_EVENTS) return events;
  throw new InvalidValue("body", `${events.length} events`, `at most ${MAX_EVENTS} events`, "too_many");
}

function parse(body: Uint8Array): JsonPart {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8")) as JsonPart;
  } catch {
    throw new InvalidValue("body", `${body.length} bytes`, "JSON: one event, or a list of them", "bad_json");
  }
}
