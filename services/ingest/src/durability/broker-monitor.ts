import { ServiceError } from "@phm/service-kit";
import { z } from "zod";

/** What of a broker's `/varz` page says how it writes (server/monitor.go and JetStreamConfig in nats-server 2.10 and newer). */
const VARZ = z.object({
  server_name: z.string(),
  version: z.string(),
  jetstream: z.object({ config: z.object({ sync_always: z.boolean().optional() }).optional() }).optional(),
});

export interface BrokerWriting {
  readonly serverName: string;
  readonly version: string;
  /** `sync_interval: always`: each message is synced before it is acknowledged. */
  readonly syncsAlways: boolean;
}

const TIMEOUT_MS = 5_000;

/** Asks a broker's monitoring port. @throws ServiceError failed_precondition when nobody there says how it writes */
export async function askBroker(monitorUrl: string): Promise<BrokerWriting> {
  const url = new URL("varz", monitorUrl.endsWith("/") ? monitorUrl : `${monitorUrl}/`);
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { server_name: serverName, version, jetstream } = VARZ.parse(await answer.json());
    return { serverName, version, syncsAlways: jetstream?.config?.sync_always === true };
  } catch (error) {
    throw new ServiceError("failed_precondition", `PHM_NATS_MONITOR_URL: ${url.href} does not tell how the broker writes`, {
      ...{ field: "PHM_NATS_MONITOR_URL", value: monitorUrl, limit: "the monitoring port of the broker (http_port)", cause: error },
    });
  }
}
