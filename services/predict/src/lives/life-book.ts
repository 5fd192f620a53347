import { type AssetRef, assetKey, type LabelledLife, lifeEndOf, type MachineLife, storedTime, type Verdict } from "@phm/domain";
import { addBlock } from "@phm/pipeline";
import { type Collection, type DocumentStore, retryOnConflict, type Stored } from "@phm/service-kit";
import { type ClosedBlock, lifeBlock } from "./closed-block.js";
import { labelAfter } from "./label-after.js";
import { LIFE_COLLECTION, readLife, type StoredLife, storedLife } from "./stored-life.js";

/** Which lives: those of a scope. */
export interface LifeQuery {
  readonly organisation: string;
  readonly site?: string;
  /** Only with its site. */
  readonly asset?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface LifePage {
  readonly lives: readonly LabelledLife[];
  readonly nextCursor?: string;
}

/** A life that is no document yet. */
const NONE = 0;

/**
 * The lives of all machines, for models to learn from: each grows by the blocks that the steps close, begins anew with a repair, and gets
 * its end from the verdict on it. It is made from the assets' states and the verdicts alone, and each change can be repeated.
 */
export class LifeBook {
  static async open(store: DocumentStore): Promise<LifeBook> {
    return new LifeBook(await store.collection<StoredLife>(LIFE_COLLECTION));
  }

  private constructor(private readonly lives: Collection<StoredLife>) {}

  /** Adds a block to the life that it belongs to. One that is there already, or came before the work on the last life was done, has no effect. */
  async follow(ref: AssetRef, block: ClosedBlock | null): Promise<void> {
    if (block === null) return;
    await retryOnConflict(async () => {
      const found = await this.latest(ref);
      if (found && isCovered(found.value, block)) return;
      const { id, value, version } = found && goesOn(found.value, block) ? grown(found, block) : begun(ref, block);
      await this.lives.put(id, value, version);
    });
  }

  /** Labels the life that was under way when it ended, as a verdict says. One that tells of no end, or nothing new of it, changes nothing. */
  async label(verdict: Verdict): Promise<void> {
    const end = lifeEndOf(verdict);
    if (end === null) return;
    await retryOnConflict(async () => {
      const found = await this.latest(verdict.ref, storedTime(end.endNs));
      const life = found && readLife(found.value);
      const label = life && labelAfter(life.label, verdict, end);
      if (found && life && label) await this.lives.put(found.id, storedLife({ ...life, label }, found.value.learntFromNs), found.version);
    });
  }

  /** Lives whose end is known, earliest end first. */
  async list({ limit, cursor, ...scope }: LifeQuery): Promise<LifePage> {
    const { items, nextCursor } = await this.lives.query({
      where: { ...scope, endNs: { gte: storedTime(0n) } },
      sort: [{ field: "endNs", direction: "asc" }],
      limit,
      ...(cursor ? { cursor } : {}),
    });
    const lives = items.map(({ value }) => readLife(value)).filter(isLabelled);
    return nextCursor === undefined ? { lives } : { lives, nextCursor };
  }

  private async latest({ organisation, site, asset }: AssetRef, beforeNs?: string): Promise<Stored<StoredLife> | undefined> {
    const { items } = await this.lives.query({
      where: { organisation, site, asset, ...(beforeNs === undefined ? {} : { startNs: { lt: beforeNs } }) },
      sort: [{ field: "startNs", direction: "desc" }],
      limit: 1,
    });
    return items[0];
  }
}

const isLabelled = (life: MachineLife): life is LabelledLife => life.label !== undefined;

/** Whether a block is in this life already, or belongs to none: between failure and repair a machine is nobody's example. */
function isCovered(stored: StoredLife, { timeNs }: ClosedBlock): boolean {
  if (timeNs <= stored.lastNs) return true;
  const label = stored.endNs === undefined ? undefined : readLife(stored).label;
  return label !== undefined && BigInt(timeNs) <= label.closedNs;
}

function goesOn({ endNs, learntFromNs }: StoredLife, block: ClosedBlock): boolean {
  return endNs === undefined && learntFromNs === block.learntFromNs;
}

function grown({ id, value, version }: Stored<StoredLife>, block: ClosedBlock): Stored<StoredLife> {
  const life = readLife(value);
  return { id, version, value: storedLife({ ...life, blocks: addBlock(life.blocks, lifeBlock(block)) }, value.learntFromNs) };
}

function begun(ref: AssetRef, block: ClosedBlock): Stored<StoredLife> {
  const { kind, timeScale, featureSet, modelVersion, learntFromNs, timeNs } = block;
  const id = `${assetKey(ref)}:${timeNs}`;
  const life = { id, ref, kind, timeScale, featureSet, modelVersion, blocks: [lifeBlock(block)] };
  return { id, version: NONE, value: storedLife(life, learntFromNs) };
}
