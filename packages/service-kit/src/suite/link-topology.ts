import { ANNOUNCEMENT_STREAM, type LinkStream, partitionConsumers, subjectsOf } from "@phm/contracts";
import type { StreamTopology } from "../nats/specs.js";

/** How a link between two services is kept on the broker: a message stays until its reader has acked it, and a full stream refuses the publisher. */
export function linkTopology(link: LinkStream): StreamTopology {
  return {
    stream: { name: link.name, subjects: [subjectsOf(link.noun)], maxBytes: link.maxBytes, retention: "interest", discard: "new" },
    consumers: partitionConsumers(link),
  };
}

/** What the suite tells whoever listens: kept until the budget is used up. */
export const ANNOUNCEMENT_TOPOLOGY: StreamTopology = {
  stream: {
    name: ANNOUNCEMENT_STREAM.name,
    subjects: ANNOUNCEMENT_STREAM.nouns.map(subjectsOf),
    maxBytes: ANNOUNCEMENT_STREAM.maxBytes,
    retention: "limits",
    discard: "old",
  },
  consumers: [],
};
