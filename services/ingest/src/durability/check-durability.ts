import { LINK_STREAMS } from "@phm/contracts";
import type { Durability } from "@phm/domain";
import { ensureTopology, type NatsLink, ServiceError } from "@phm/service-kit";
import { acquisitionTopology } from "./acquisition-topology.js";
import { askBroker } from "./broker-monitor.js";

export interface DurabilityWish {
  readonly durability: Durability;
  /** Monitoring ports of the brokers; only `fsync` needs them. */
  readonly natsMonitorUrls: readonly string[];
}

/** The first release that syncs each message (`sync_interval: always`). */
const SYNCING_SINCE = [2, 10] as const;

/**
 * Makes the acquisition stream and makes sure that the broker gives the level that is wanted.
 * @throws ServiceError failed_precondition naming PHM_DURABILITY and what the broker lacks
 */
export async function checkDurability(link: NatsLink, { durability, natsMonitorUrls }: DurabilityWish): Promise<void> {
  if (durability === "replicated" && link.connection.info?.cluster === undefined) {
    throw cannot("replicated", "it stands alone", "a cluster of three brokers");
  }
  await ensureTopology(link, acquisitionTopology(durability)).catch((error: unknown) => {
    const failure = ServiceError.from(error);
    if (durability !== "replicated" || failure.retryable) throw failure;
    throw cannot("replicated", `the stream cannot have three replicas: ${failure.message}`, "a cluster of three brokers", error);
  });
  if (durability === "fsync") await checkSyncs(link, natsMonitorUrls);
}

async function checkSyncs(link: NatsLink, monitorUrls: readonly string[]): Promise<void> {
  const { version = "unknown" } = link.connection.info ?? {};
  if (!isAtLeast(version, SYNCING_SINCE)) {
    throw cannot("fsync", `nats-server ${version} knows no sync_interval`, "nats-server 2.10 or newer, with sync_interval: always");
  }
  if (monitorUrls.length === 0) {
    throw cannot("fsync", "PHM_NATS_MONITOR_URL is not set", "PHM_NATS_MONITOR_URL, by which ingest sees how each broker writes");
  }
  const brokers = await Promise.all(monitorUrls.map(askBroker));
  for (const { serverName, version: its, syncsAlways } of brokers) {
    if (!syncsAlways)
      throw cannot("fsync", `${serverName} (nats-server ${its}) does not sync each message`, "jetstream { sync_interval: always }");
  }
  const asked = new Set(brokers.map(({ serverName }) => serverName));
  const unasked = (await keepersOf(link)).filter((name) => !asked.has(name));
  if (unasked.length > 0) {
    throw cannot(
      "fsync",
      `nothing is known of how ${unasked.join(", ")} writes`,
      "the monitoring port of every broker that has the stream",
    );
  }
}

/** Names of the servers that have the acquisition stream. */
async function keepersOf({ manager, connection }: NatsLink): Promise<string[]> {
  const { cluster } = await manager.streams.info(LINK_STREAMS.acquisition.name);
  const leader = cluster?.leader ?? connection.info?.server_name ?? "";
  return [leader, ...(cluster?.replicas ?? []).map(({ name }) => name)];
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [theMajor = 0, theMinor = 0] = version.split(".").map(Number);
  return theMajor > major || (theMajor === major && theMinor >= minor);
}

function cannot(level: Durability, because: string, limit: string, cause?: unknown): ServiceError {
  return new ServiceError(
    "failed_precondition",
    `PHM_DURABILITY is ${level}, which this broker cannot give: ${because}; it needs ${limit}`,
    {
      ...{ reason: "durability_not_given", field: "PHM_DURABILITY", value: level, limit, cause },
    },
  );
}
