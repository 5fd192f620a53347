import { ServiceError } from "@phm/service-kit";
import { evenlyChosen } from "../analysis/evenly-chosen.js";
import { MAX_ACQUISITIONS_IN_RANGE } from "../analysis/waterfall.js";
import type { ArchiveRange, WaveformArchive } from "../analysis/waveform-archive.js";
import type { ComputePool } from "../workers/compute-pool.js";
import type { FittedTwin } from "./twin-tasks.js";

/** As many recordings tell the scatter of a machine; more would make the wait longer. */
const RECORDINGS = 16;
/** A twin is some 20 kB; who looks at a machine asks for its twin several times. */
const KEPT_TWINS = 64;

/** Twins as they are asked for: each is fitted once and kept while others are not asked for more. */
export class TwinShelf {
  private readonly kept = new Map<string, Promise<FittedTwin>>();

  constructor(
    private readonly archive: WaveformArchive,
    private readonly pool: ComputePool,
  ) {}

  /**
   * A copy: what is sent to a worker is no longer this thread's.
   * @throws ServiceError `not_found` without acquisitions in the range; NotComputable where they do not make a twin
   */
  async get(baseline: ArchiveRange): Promise<FittedTwin> {
    const chosen = await this.choose(baseline);
    if (chosen.length === 0) throw new ServiceError("not_found", `the archive has no acquisition of ${baseline.point} in this range`);
    // By what it is made from: an open range has others tomorrow, and a kept acquisition never changes.
    const { organisation, site, asset } = baseline.ref;
    const key = JSON.stringify([organisation, site, asset, baseline.point, ...chosen]);
    const twin = this.kept.get(key) ?? this.fit(baseline, chosen);
    this.kept.delete(key);
    this.kept.set(key, twin);
    twin.catch(() => this.kept.delete(key));
    if (this.kept.size > KEPT_TWINS) this.kept.delete(this.kept.keys().next().value as string);
    return structuredClone(await twin);
  }

  private async choose(baseline: ArchiveRange): Promise<string[]> {
    const isOpen = baseline.toNs === 0n;
    const found = isOpen ? await this.archive.first(baseline, RECORDINGS) : await this.archive.list(baseline, MAX_ACQUISITIONS_IN_RANGE);
    return evenlyChosen(found, RECORDINGS).map(({ id }) => id);
  }

  private async fit({ ref, point }: ArchiveRange, chosen: readonly string[]): Promise<FittedTwin> {
    const payloads: Uint8Array[] = [];
    for (const id of chosen) payloads.push(await this.archive.get(ref, id));
    return this.pool.run("fitTwin", { payloads, point });
  }
}
