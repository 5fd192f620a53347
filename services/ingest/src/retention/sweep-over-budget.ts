import { type AssetRef, assetKey, assetRef, CRITICALITIES, type Criticality } from "@phm/domain";
import { type Collection, type StoredSweep, sweptBytes } from "@phm/service-kit";
import type { ArchivedAcquisition } from "../archive/archive-index.js";
import type { MachineUsage } from "./machine-usage.js";
import type { MachineEvidence, PinEvidence } from "./pin-evidence.js";
import type { WaveformRemoval } from "./remove-waveforms.js";
import type { Site } from "./retention-policies.js";
import { isDeletable, removeAll, type SweepTerms } from "./sweep-machine.js";

export interface OverBudget {
  readonly site: Site;
  readonly machines: readonly MachineUsage[];
  readonly excessBytes: number;
  readonly terms: SweepTerms;
  readonly index: Collection<ArchivedAcquisition>;
  readonly removal: WaveformRemoval;
  readonly evidenceOf: PinEvidence;
}

const PAGE = 1_000;
/** Of each tier in one round; the next round goes on. */
const MAX_LOOKED_AT = 50_000;

/** Deletes what a site has too much: what was received first, of the least critical machines. Evidence and what is young stay, however much it is. */
export async function sweepOverBudget(over: OverBudget): Promise<StoredSweep[]> {
  const sweeps: StoredSweep[] = [];
  let leftBytes = over.excessBytes;
  for (const criticality of CRITICALITIES) {
    if (leftBytes <= 0) break;
    for (const [ref, entries, evidence] of await oldestOf(criticality, leftBytes, over)) {
      const candidates = entries.map((entry) => ({ entry, rule: "over_budget" as const }));
      sweeps.push(...(await removeAll(ref, candidates, over.terms.nowNs, evidence, over.removal)));
    }
    leftBytes = over.excessBytes - sweeps.reduce((total, sweep) => total + sweptBytes(sweep), 0);
  }
  return sweeps;
}

type OldestOfMachine = readonly [ref: AssetRef, entries: ArchivedAcquisition[], evidence: MachineEvidence];

/** What may go of a tier, oldest first until it is enough, by machine. */
async function oldestOf(criticality: Criticality, bytes: number, over: OverBudget): Promise<OldestOfMachine[]> {
  const chosen = new Map<string, OldestOfMachine>();
  const evidence = new Map<string, MachineEvidence>();
  const tier = new Set(over.machines.filter((each) => each.isRegistered && each.criticality === criticality).map(({ asset }) => asset));
  let found = 0;
  for await (const entry of oldestFirst(over)) {
    if (found >= bytes) break;
    if (!tier.has(entry.asset)) continue;
    const ref = assetRef(entry.organisation, entry.site, entry.asset);
    const key = assetKey(ref);
    const known = evidence.get(key) ?? (await over.evidenceOf(ref));
    evidence.set(key, known);
    if (!isDeletable(entry, over.terms, known)) continue;
    const machine = chosen.get(key) ?? ([ref, [], known] as const);
    machine[1].push(entry);
    chosen.set(key, machine);
    found += entry.bytes;
  }
  return [...chosen.values()];
}

async function* oldestFirst({ site: { organisation, site }, index }: OverBudget): AsyncGenerator<ArchivedAcquisition> {
  let cursor: string | undefined;
  for (let looked = 0; looked < MAX_LOOKED_AT; looked += PAGE) {
    const page = await index.query({
      where: { organisation, site },
      sort: [{ field: "receivedNs", direction: "asc" }],
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { value } of page.items) if (value.removing === undefined) yield value;
    if (page.nextCursor === undefined) return;
    cursor = page.nextCursor;
  }
}
