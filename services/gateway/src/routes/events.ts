import { assetId, InvalidValue, siteId } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { organisation } from "../api/parameters.js";
import type { Broker } from "../events/broker.js";
import { eventOf } from "../events/event-of.js";
import { EventStream, lastEventId } from "../events/event-stream.js";
import { shownEvents } from "../events/shown-events.js";
import { endWhenRevoked } from "../events/still-allowed.js";
import { organisationOf } from "../request-parameters.js";
import { CHANGE_KINDS, EVENT_KINDS, type EventKind } from "../schemas/events.js";

export const eventOperations = [
  operation({
    id: "listenToEvents",
    method: "get",
    path: "/events",
    demand: "read",
    shares: "several",
    tag: "Events",
    summary: "What happens, as it happens (Server-Sent Events)",
    description:
      "Each event is of one kind and says which record has changed. It begins with `ready`. Who comes back with Last-Event-ID is told what was missed; " +
      "`reset` comes first where that is no longer kept: then read anew what is shown. A stream ends when who listens may no more. " +
      "An equipment maker that names an owner is told of what is shared, and when nothing of it is any more, its stream ends within a second.",
    query: {
      organisation,
      kinds: z
        .string()
        .optional()
        .describe(`Comma-separated: ${EVENT_KINDS.join(", ")}. Unless said: ${CHANGE_KINDS.join(", ")}.`),
      site: z.string().optional().describe("Only of this site."),
      asset: z.string().optional().describe("Only of this asset of the site."),
    },
    otherAnswer: { contentTypes: ["text/event-stream"] },
    handle: async (context, { query, request, response }) => {
      const subjects = subjectsOf(kindsOf(query.kinds), organisationOf(request), query);
      context.streams.check();
      const events = await shownEvents(context, request);
      const start = await startOf(context.broker, lastEventId(request));
      const stream = context.streams.add(new EventStream(request, response));
      endWhenRevoked(context, request, stream);
      events.watch(stream);
      stream.send(start.event, start.after, {});
      try {
        for await (const message of context.broker.announcements(subjects, start.after, stream.signal)) {
          const event = await events.shown(eventOf(message));
          if (event) stream.send(event.kind, event.id, event.data);
        }
      } catch (error) {
        context.logger.warn({ err: error }, "a stream of events was cut short");
      } finally {
        // The reader comes back by itself, with the last event that it has.
        stream.end();
      }
    },
  }),
];

/** @throws InvalidValue naming the kinds that there are */
function kindsOf(text: string | undefined): readonly EventKind[] {
  if (text === undefined) return CHANGE_KINDS;
  return text.split(",").map((kind) => {
    if (EVENT_KINDS.includes(kind as EventKind)) return kind as EventKind;
    throw new InvalidValue("kinds", kind, `of ${EVENT_KINDS.join(", ")}`);
  });
}

function subjectsOf(
  kinds: readonly EventKind[],
  owner: string,
  { site, asset }: { readonly site?: string; readonly asset?: string },
): string[] {
  if (asset !== undefined && site === undefined) throw new InvalidValue("site", site, "given with asset");
  const [ofSite, ofAsset] = [site === undefined ? "*" : siteId(site), asset === undefined ? "*" : assetId(asset)];
  return kinds.map((kind) => `phm.${kind}.v1.*.${owner}.${ofSite}.${ofAsset}`);
}

/** From where to tell on. What is older than the stream keeps, or of a stream that is no more, cannot be told. */
async function startOf(broker: Broker, seen: number | undefined): Promise<{ readonly event: "ready" | "reset"; readonly after: number }> {
  const { first, last } = await broker.extent();
  if (seen === undefined) return { event: "ready", after: last };
  const isKept = seen >= first - 1 && seen <= last;
  return isKept ? { event: "ready", after: seen } : { event: "reset", after: last };
}
