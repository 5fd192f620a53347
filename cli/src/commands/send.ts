import { AcquisitionService } from "@phm/contracts";
import { type Durability, InvalidValue } from "@phm/domain";
import { type DeliveryCounts, Spool, sendSpool, type WhenFull } from "@phm/sender";
import { byteSize, createClient, durationMs, ServiceError } from "@phm/service-kit";
import { deliveryEvents, deliveryLine } from "../print/delivery-events.js";
import { register } from "../suite/replay.js";
import { type SendInput, sendInputs, spoolInputs } from "../suite/send-inputs.js";
import { stopSignal } from "../suite/stop-signal.js";

export interface SendOptions {
  readonly spool: string;
  readonly budget: string;
  readonly level?: Durability;
  readonly whenFull: WhenFull;
  readonly maxRate?: string;
  readonly patience: string;
  readonly ingest: string;
  readonly workorders: string;
}

/** As in sysexits.h: nothing is lost, try again later. */
const EX_TEMPFAIL = 75;

const print = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Spools bundles and sends them until everything is acknowledged at the wanted level; without a bundle, what the spool holds. Exit code 0:
 * everything is acknowledged; 1: something was refused or is wrong; 75: ingest did not take everything, the rest is in the spool.
 */
export async function send(bundles: readonly string[], options: SendOptions): Promise<void> {
  const budgetBytes = quantity("budget", options.budget, byteSize());
  const patienceMs = quantity("patience", options.patience, durationMs());
  const rate = options.maxRate === undefined ? {} : { maxBytesPerS: quantity("max-rate", options.maxRate, byteSize({ min: 1 })) };
  const inputs = await sendInputs(bundles);
  const stopping = stopSignal();
  const spool = await Spool.open({
    ...{ folder: options.spool, budgetBytes, whenFull: options.whenFull },
    onDamage: ({ file, bytes, reason }) => print(`  ! ${bytes} bytes of the spool are damaged (${reason}), kept in ${file}`),
    onDropped: ({ asset, acquisitions }) => print(`  ! ${acquisitions} acquisitions of ${asset} were dropped for newer ones`),
  });
  try {
    const level = options.level ? { durability: options.level } : {};
    const counts = await run(spool, inputs, options, { patienceMs, ...rate, ...level }, stopping);
    print(deliveryLine(counts));
    if (counts.rejected > 0) process.exitCode = 1;
  } catch (error) {
    const failure = ServiceError.from(error);
    if (!failure.retryable && !stopping.aborted) throw error;
    print(`${failure.message}: ${spool.waiting} acquisitions wait in ${options.spool}; run it again to send them`);
    process.exitCode = EX_TEMPFAIL;
  } finally {
    await spool.close();
  }
}

type Sending = Partial<Parameters<typeof sendSpool>[1]>;

async function run(spool: Spool, inputs: readonly SendInput[], target: SendOptions, sending: Sending, stopping: AbortSignal) {
  for (const { source } of inputs) await register(source, target.workorders).catch(goOnWithout);
  const total = spool.waiting + inputs.reduce((sum, { name, source }) => sum + Math.max(0, source.count - spool.takenOf(name)), 0);
  const client = createClient(AcquisitionService, target.ingest);
  const failing = new AbortController();
  const signal = AbortSignal.any([stopping, failing.signal]);
  const { onProgress, ...events } = deliveryEvents(print);
  const spooling = spoolInputs(spool, inputs, signal).finally(() => spool.endInput());
  const sent = sendSpool(spool, {
    ...{ ...sending, ...events, client, signal },
    onAnswered: (acquisition, { accepted, duplicates, rejected }) => onProgress(accepted + duplicates + rejected, total, acquisition),
  });
  try {
    return await both(spooling, sent, failing);
  } finally {
    client.close();
  }
}

/** What is measured now is spooled all the same: ingest takes it when the asset is registered. */
function goOnWithout(error: unknown): void {
  const { retryable, message } = ServiceError.from(error);
  if (!retryable) throw error;
  print(`  ! assets are not registered (${message})`);
}

/** The first of the two that fails stops the other, and is the reason. */
async function both(spooling: Promise<void>, sent: Promise<DeliveryCounts>, failing: AbortController): Promise<DeliveryCounts> {
  let reason: unknown;
  const stop = (error: unknown) => {
    reason ??= error;
    failing.abort(error);
  };
  const [, counts] = await Promise.all([spooling.catch(stop), sent.catch(stop)]);
  if (!counts || reason) throw reason;
  return counts;
}

function quantity(field: string, given: string, rule: ReturnType<typeof byteSize>): number {
  const read = rule.safeParse(given);
  if (read.success) return read.data;
  throw new InvalidValue(field, given, read.error.issues.map(({ message }) => message).join("; "));
}
