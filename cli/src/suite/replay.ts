import { AcquisitionService, AssetService, assetConfigToWire } from "@phm/contracts";
import type { Acquisition, TimeNs } from "@phm/domain";
import { type DeliveryCounts, deliver, type RejectedAcquisition } from "@phm/sender";
import { createClient, type ServiceError } from "@phm/service-kit";
import { paced, type ReplaySource, type ReplaySpeed } from "./replay-source.js";

export interface ReplayTarget {
  readonly ingest: string;
  readonly workorders: string;
}

export interface ReplayEvents {
  onProgress(sent: number, total: number, acquisition: Acquisition): void;
  onRejected(rejected: RejectedAcquisition): void;
  onRetry(error: ServiceError): void;
}

export interface ReplayResult extends DeliveryCounts {
  /** Start of the last acquisition that was taken, by asset. */
  readonly lastTimes: ReadonlyMap<string, TimeNs>;
}

/** Registers the assets of a source and delivers its acquisitions through gRPC, as a sender at the machine would. */
export async function replay(
  source: ReplaySource,
  target: ReplayTarget,
  speed: ReplaySpeed,
  events: ReplayEvents,
  signal?: AbortSignal,
): Promise<ReplayResult> {
  await register(source, target.workorders);
  const client = createClient(AcquisitionService, target.ingest);
  const lastTimes = new Map<string, TimeNs>();
  let refused: Acquisition | undefined;
  try {
    const counts = await deliver(paced(source.acquisitions(), speed, signal), {
      client,
      onRejected: (rejected) => {
        refused = rejected.acquisition;
        events.onRejected(rejected);
      },
      onAnswered: (acquisition, { accepted, duplicates, rejected }) => {
        if (acquisition !== refused) lastTimes.set(acquisition.ref.asset, acquisition.startTimeNs);
        events.onProgress(accepted + duplicates + rejected, source.count, acquisition);
      },
      onRetry: events.onRetry,
      ...(signal ? { signal } : {}),
    });
    return { ...counts, lastTimes };
  } finally {
    client.close();
  }
}

/** Puts the assets of a source into the register. */
export async function register({ assets }: Pick<ReplaySource, "assets">, workorders: string): Promise<void> {
  const client = createClient(AssetService, workorders);
  try {
    for (const config of assets) await client.call.putAsset({ config: assetConfigToWire(config) }, { idempotent: true });
  } finally {
    client.close();
  }
}
