import { ARCHIVE_LINK, LINK_STREAMS, type LinkStream } from "@phm/contracts";
import type { Durability } from "@phm/domain";
import { linkTopology, type StreamTopology } from "@phm/service-kit";

const REPLICAS = 3;

/** The stream that ingest publishes to, with both of its readers. At other levels than `replicated` its replicas are left as they are. */
export function acquisitionTopology(level: Durability): StreamTopology[] {
  return [LINK_STREAMS.acquisition, ARCHIVE_LINK].map((link) => topology(link, level));
}

function topology(link: LinkStream, level: Durability): StreamTopology {
  const { stream, consumers } = linkTopology(link);
  return { stream: level === "replicated" ? { ...stream, replicas: REPLICAS } : stream, consumers };
}
