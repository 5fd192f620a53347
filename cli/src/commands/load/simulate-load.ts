import { InvalidValue } from "@phm/domain";
import { simulateFleet } from "@phm/simulator";
import { stopSignal } from "../../suite/stop-signal.js";
import { driveFleet, type LoadResult, registerFleet } from "./drive-fleet.js";

export interface LoadOptions {
  readonly seed: string;
  readonly assets: string;
  readonly rate: string;
  readonly samples: string;
  readonly seconds: string;
  readonly streams: string;
  readonly site?: string;
  readonly ingest: string;
  readonly workorders: string;
  readonly json?: boolean;
}

const WINDOW = 32;
const MAX_STREAMS = 64;

/** Loads a running suite with the signals of a simulated fleet, and says how it took them. */
export async function simulateLoad(options: LoadOptions): Promise<void> {
  const assets = numberOf("assets", options.assets, 1, 1_000_000);
  const streams = Math.min(assets, numberOf("streams", options.streams, 1, MAX_STREAMS));
  const perMinute = numberOf("rate", options.rate, 1e-3, 60_000);
  const seconds = numberOf("seconds", options.seconds, 1, 86_400);
  const place = options.site === undefined ? {} : { site: options.site };
  const fleet = simulateFleet({
    seed: Number(options.seed),
    assets,
    samples: numberOf("samples", options.samples, 256, 600_000),
    ...place,
  });
  const signal = stopSignal();
  await registerFleet(fleet, options.workorders);
  const { ingest, workorders } = options;
  const result = await driveFleet(
    fleet,
    { ingest, workorders, perSecond: (assets * perMinute) / 60, seconds, streams, window: WINDOW },
    signal,
  );
  process.stdout.write(`${options.json ? JSON.stringify(rounded(result)) : sentence(result)}\n`);
  if (result.rejected > 0) process.exitCode = 1;
}

/** @throws InvalidValue naming the option and its limits */
function numberOf(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max) return value;
  throw new InvalidValue(name, text, `a number from ${min} to ${max}`);
}

const rounded = (result: LoadResult) =>
  Object.fromEntries(Object.entries(result).map(([name, value]: [string, number]) => [name, Number(value.toPrecision(4))]));

function sentence(result: LoadResult): string {
  const { assets, offeredPerS, acceptedPerS, sampleMBPerS, rejected, ackP50Ms, ackP95Ms, ackP99Ms, behindS } = rounded(result);
  return `${assets} assets: ${acceptedPerS} acquisitions/s accepted of ${offeredPerS} offered (${sampleMBPerS} MB/s), ${rejected} rejected; acknowledged in ${ackP50Ms} ms (p50), ${ackP95Ms} (p95), ${ackP99Ms} (p99); ${behindS} s behind at the end`;
}
