import { deliveryEvents, deliveryLine } from "../print/delivery-events.js";
import { replay as deliverSource } from "../suite/replay.js";
import { parseSpeed } from "../suite/replay-source.js";
import { bundleSource } from "../suite/replay-sources.js";

export interface ReplayOptions {
  readonly asset?: string;
  readonly speed: string;
  readonly ingest: string;
  readonly workorders: string;
}

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Sends a bundle to a running suite. */
export async function replay(bundle: string, { asset, speed, ingest, workorders }: ReplayOptions): Promise<void> {
  const source = await bundleSource(bundle, asset);
  print(`Input: ${source.title}`);
  const result = await deliverSource(source, { ingest, workorders }, parseSpeed(speed), deliveryEvents(print));
  print(deliveryLine(result));
  if (result.rejected > 0) process.exitCode = 1;
}
