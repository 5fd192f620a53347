import { askRetention, everyPage, type RetentionOptions } from "./retention-api.js";

interface Usage {
  readonly tiers: readonly {
    readonly criticality: string;
    readonly machineCount: number;
    readonly acquisitionCount: number;
    readonly bytes: number;
    readonly pinnedBytes: number;
  }[];
  readonly budgetBytes: number | null;
  readonly overBudgetBytes: number;
  readonly bytesPerDay: number | null;
  readonly fullInDays: number | null;
  readonly noForecastReason: string | null;
}

interface Pin {
  readonly asset: string;
  readonly acquisition: string;
  readonly startTime: string;
  readonly owner: string;
  readonly kind: string;
  readonly record: string;
  readonly reason: string;
}

interface SweepPage {
  readonly items: readonly {
    readonly startedAt: string;
    readonly asset: string;
    readonly store: string;
    readonly finished: boolean;
    readonly deletedBytes: number;
    readonly items: readonly { readonly id: string; readonly rule: string; readonly deleted: boolean }[];
  }[];
  readonly nextCursor?: string;
}

interface Verification {
  readonly soundCount: number;
  readonly damaged: readonly (Pin & { readonly problem: string })[];
  readonly nextCursor?: string;
}

/** What a site has, by criticality, and when it is full. */
export async function showUsage(options: RetentionOptions): Promise<void> {
  const usage = await askRetention<Usage>(options, "usage");
  if (options.json) return print(JSON.stringify(usage));
  for (const { criticality, machineCount, acquisitionCount, bytes, pinnedBytes } of usage.tiers) {
    print(
      `${criticality}: ${machineCount} machines, ${acquisitionCount} acquisitions, ${megabytes(bytes)}, evidence ${megabytes(pinnedBytes)}`,
    );
  }
  const budget = usage.budgetBytes === null ? "no budget" : `budget ${megabytes(usage.budgetBytes)}`;
  const over = usage.overBudgetBytes > 0 ? `, over it by ${megabytes(usage.overBudgetBytes)} that may not be deleted` : "";
  const growth = usage.bytesPerDay === null ? "" : `, ${megabytes(usage.bytesPerDay)} a day`;
  print(`${budget}${over}${growth}, ${usage.fullInDays === null ? usage.noForecastReason : `full in ${usage.fullInDays.toFixed(1)} days`}`);
}

/** Why acquisitions of a machine are kept. */
export async function showPins(
  options: RetentionOptions & { readonly asset: string; readonly acquisition?: string; readonly record?: string },
): Promise<void> {
  const { asset, acquisition = "", record = "" } = options;
  const { items } = await askRetention<{ items: Pin[] }>(options, "pins", { query: { asset, acquisition, record } });
  for (const pin of items) print(options.json ? JSON.stringify(pin) : pinLine(pin));
}

/** What was deleted, newest first. */
export async function showSweeps(options: RetentionOptions & { readonly service: string }): Promise<void> {
  for await (const page of everyPage<SweepPage>(options, "sweeps", { service: options.service })) {
    for (const sweep of page.items) {
      const { startedAt, asset, store, finished, deletedBytes, items } = sweep;
      const gone = items.filter(({ deleted }) => deleted);
      const rules = [...new Set(gone.map(({ rule }) => rule))].join(", ");
      const end = finished ? "" : ", cut short";
      print(
        options.json
          ? JSON.stringify(sweep)
          : `${startedAt} ${asset}: ${gone.length} ${store} (${rules}), ${megabytes(deletedBytes)}${end}`,
      );
    }
  }
}

/** Whether every pinned waveform is there and is what was stored. Fails where one is not. */
export async function verifyEvidence(options: RetentionOptions): Promise<void> {
  let soundCount = 0;
  const damaged: Verification["damaged"][number][] = [];
  for await (const page of everyPage<Verification>(options, "verification")) {
    soundCount += page.soundCount;
    damaged.push(...page.damaged);
  }
  if (options.json) print(JSON.stringify({ ok: damaged.length === 0, soundCount, damaged }));
  else {
    for (const { problem, ...pin } of damaged) print(`${pinLine(pin)}: ${problem}`);
    print(`${soundCount} sound, ${damaged.length} damaged`);
  }
  process.exitCode = damaged.length === 0 ? 0 : 1;
}

function pinLine({ asset, acquisition, startTime, owner, kind, record, reason }: Pin): string {
  return `${asset} ${acquisition} (${startTime}): ${kind} ${record} of ${owner}, ${reason}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
