import { AcquisitionService, AssetService, assetConfigToWire } from "@phm/contracts";
import { type Acquisition, assetKey } from "@phm/domain";
import { percentiles } from "@phm/dsp";
import { deliver } from "@phm/sender";
import { createClient } from "@phm/service-kit";
import type { SimulatedFleet } from "@phm/simulator";
import { scheduled } from "./scheduled.js";

export interface Load {
  readonly ingest: string;
  readonly workorders: string;
  readonly perSecond: number;
  readonly seconds: number;
  readonly streams: number;
  /** Acquisitions of a stream that are sent and not yet answered. */
  readonly window: number;
}

export interface LoadResult {
  readonly assets: number;
  readonly offeredPerS: number;
  readonly acceptedPerS: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly seconds: number;
  readonly sampleMBPerS: number;
  /** From sending an acquisition to its acknowledgement. */
  readonly ackP50Ms: number;
  readonly ackP95Ms: number;
  readonly ackP99Ms: number;
  /** How late the last acquisitions were asked for: above some seconds the suite, or this machine, cannot keep up. */
  readonly behindS: number;
}

const REGISTERED_AT_ONCE = 16;
const MB = 1e6;

/** Puts the machines of a fleet into the register. */
export async function registerFleet({ configs }: SimulatedFleet, workorders: string): Promise<void> {
  const client = createClient(AssetService, workorders);
  const left = configs.values();
  const lane = async () => {
    for (const config of left) await client.call.putAsset({ config: assetConfigToWire(config) }, { idempotent: true });
  };
  try {
    await Promise.all(Array.from({ length: REGISTERED_AT_ONCE }, lane));
  } finally {
    client.close();
  }
}

/** Sends what a fleet measures to ingest for a while, over several streams. */
export async function driveFleet(fleet: SimulatedFleet, load: Load, signal?: AbortSignal): Promise<LoadResult> {
  const { perSecond, seconds, streams, window } = load;
  const client = createClient(AcquisitionService, load.ingest);
  const startMs = Date.now();
  const sentMs = new Map<string, number>();
  const ackMs: number[] = [];
  const refused = { count: 0 };
  let behindS = 0;
  const keyOf = ({ ref, id }: Acquisition) => `${assetKey(ref)}:${id}`;
  const noted = async function* (source: AsyncIterable<Acquisition>) {
    for await (const acquisition of source) {
      sentMs.set(keyOf(acquisition), performance.now());
      yield acquisition;
    }
  };
  const stream = (index: number) => {
    const schedule = { perSecond, count: Math.round(perSecond * seconds), startMs, stream: index, streams };
    const late = (s: number) => {
      behindS = s;
    };
    return deliver(noted(scheduled(fleet, schedule, late, signal)), {
      client,
      window,
      onRejected: () => {
        refused.count += 1;
      },
      onAnswered: (acquisition) => {
        const key = keyOf(acquisition);
        ackMs.push(performance.now() - (sentMs.get(key) ?? performance.now()));
        sentMs.delete(key);
      },
    });
  };
  try {
    const counts = await Promise.all(Array.from({ length: streams }, (_, index) => stream(index)));
    const tookS = Math.max((Date.now() - startMs) / 1000, 1e-3);
    const accepted = counts.reduce((sum, each) => sum + each.accepted + each.duplicates, 0);
    const [p50 = 0, p95 = 0, p99 = 0] = ackMs.length === 0 ? [] : percentiles(Float32Array.from(ackMs), [50, 95, 99]);
    return {
      ...{ assets: fleet.configs.length, offeredPerS: perSecond, acceptedPerS: accepted / tookS, accepted, rejected: refused.count },
      ...{ seconds: tookS, sampleMBPerS: (accepted * fleet.sampleBytes) / tookS / MB },
      ...{ ackP50Ms: p50, ackP95Ms: p95, ackP99Ms: p99, behindS },
    };
  } finally {
    client.close();
  }
}
