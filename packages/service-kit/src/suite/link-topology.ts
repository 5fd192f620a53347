import { type LinkStream, partitionConsumers, streamSubjects } from "@phm/contracts";
import type { StreamTopology } from "../nats/specs.js";

/**
 * How a link between two services is kept on the broker. With a reader, a message stays until the reader has acked it and a full
 * stream refuses the publisher; without one it stays until the budget is used up.
 */
export function linkTopology(link: LinkStream): StreamTopology {
  const read = link.reader !== undefined;
  return {
    stream: {
      name: link.name,
      subjects: streamSubjects(link),
      maxBytes: link.maxBytes,
      retention: read ? "interest" : "limits",
      discard: read ? "new" : "old",
    },
    consumers: partitionConsumers(link),
  };
}
