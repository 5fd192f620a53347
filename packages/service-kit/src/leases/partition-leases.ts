import type { Logger } from "pino";
import { ServiceError } from "../errors/service-error.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { Bucket } from "../nats/bucket-types.js";
import { LeaseBoard, type OwnerEntry, ownerKey } from "./lease-board.js";
import type { LeaseMetrics } from "./lease-metrics.js";
import { leaseMoves } from "./lease-moves.js";
import { MemberLease } from "./member-lease.js";

const RENEWALS_PER_LEASE = 3;

/** What is done with a partition while this process owns it. */
export interface PartitionTenant {
  /** New epochs for partitions that have just been claimed, each higher than any before, whatever became of the broker's files. */
  readonly raiseEpochs: (partitions: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  /** Begins work on a partition. */
  readonly take: (partition: number) => Promise<void>;
  /** Ends it: resolves when nothing of it is under way. @param atOnce the lease is over, so what is under way is aborted */
  readonly leave: (partition: number, atOnce: boolean) => Promise<void>;
}

export interface PartitionLeasesOptions {
  /** Keys lapse `leaseMs` after their last write. */
  readonly members: Bucket;
  /** Keys stay. */
  readonly owners: Bucket;
  readonly partitions: readonly number[];
  readonly leaseMs: number;
  readonly member: string;
  readonly newLife: () => string;
  /** Monotonic, ms. */
  readonly nowMs: () => number;
  readonly tenant: PartitionTenant;
  readonly logger: Logger;
  readonly metrics: LeaseMetrics;
}

interface Claim {
  readonly partition: number;
  readonly revision: number;
}

interface Holding {
  readonly revision: number;
  readonly epoch: number;
}

/**
 * Shares partitions among the processes of a service so that each has one owner at a time. A process holds one lease and writes down what it
 * owns; both are decided by the broker (compare and set by revision). It gives away what is above its share and takes what no
 * living process owns. One that cannot renew its lease stops before the lease ends ({@link MemberLease}).
 */
export class PartitionLeases {
  readonly #lease: MemberLease;
  readonly #board: LeaseBoard;
  readonly #held = new Map<number, Holding>();
  #timers: NodeJS.Timeout[] = [];
  #guard: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;
  #moving: Promise<void> | undefined;
  #moveAgain = false;
  #stopping = false;

  constructor(private readonly options: PartitionLeasesOptions) {
    const { members: bucket, leaseMs, member, newLife, nowMs } = options;
    this.#lease = new MemberLease({ bucket, leaseMs, member, newLife, nowMs });
    this.#board = new LeaseBoard({ ...options, onNews: () => void this.move() });
  }

  /** Resolves when this process has joined the others and taken what was free for it. */
  async start(): Promise<void> {
    await this.#board.open();
    await this.renew();
    await this.move();
    const everyMs = this.options.leaseMs / RENEWALS_PER_LEASE;
    this.#timers = [setInterval(() => void this.renew(), everyMs), setInterval(() => void this.move(), everyMs)];
    for (const timer of this.#timers) timer.unref();
  }

  /** Ends the work on all partitions and gives them and the lease back, so that others need not wait. Idempotent. */
  async stop(): Promise<void> {
    if (this.#stopping) return;
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#moving;
    await Promise.all([...this.#held.keys()].map((partition) => this.#release(partition).catch(() => {})));
    clearTimeout(this.#guard);
    this.#board.close();
    // Where the broker is away the lease ends by itself.
    await this.#lease.end().catch(() => {});
  }

  /** The epoch under which a partition may be written now. @throws ServiceError retryable where this process does not own it */
  epochOf(partition: number): number {
    const holding = this.#held.get(partition);
    if (holding && this.#lease.isHeld()) return holding.epoch;
    throw new ServiceError("unavailable", `partition ${partition} belongs to another process, or the lease on it has ended`, {
      reason: "not_owner",
    });
  }

  /** Partitions that this process may work on now. */
  held(): number[] {
    return this.#lease.isHeld() ? [...this.#held.keys()] : [];
  }

  /** Somebody has written under a later epoch: this partition is no longer ours, whatever we believe. */
  async lost(partition: number, reason: "later_epoch" | "other_owner"): Promise<void> {
    if (!this.#held.delete(partition)) return;
    this.#noteLosses(reason, 1);
    await this.options.tenant.leave(partition, true);
  }

  /** Renews the lease; begins a new one where there is none. Never rejects: what the broker does not answer is tried again. */
  renew(): Promise<void> {
    // Two at once would take each other for another process.
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewOnce(): Promise<void> {
    try {
      if (!this.#lease.isHeld()) await this.#beginAnew();
      // The broker's own time-out is longer than what is left: one that was just away is asked again soon.
      else await withinDeadline(this.#lease.renew(), this.options.leaseMs / RENEWALS_PER_LEASE);
      this.#guardUntilEnd();
    } catch (error) {
      const { code, message } = ServiceError.from(error);
      if (code === "conflict" || code === "already_exists") await this.#lapse("taken");
      else this.options.logger.warn({ err: message }, "the lease could not be renewed");
    }
  }

  #guardUntilEnd(): void {
    clearTimeout(this.#guard);
    if (this.#stopping) return;
    this.#guard = setTimeout(() => void this.#lapse("not_renewed"), this.#lease.heldUntilMs - this.options.nowMs());
    this.#guard.unref();
  }

  /** One turn of giving and taking, after the one under way. Never rejects. */
  move(): Promise<void> {
    this.#moveAgain = true;
    this.#moving ??= this.#moveWhileNews().finally(() => {
      this.#moving = undefined;
    });
    return this.#moving;
  }

  async #moveWhileNews(): Promise<void> {
    while (this.#moveAgain && !this.#stopping) {
      this.#moveAgain = false;
      await this.#turn().catch((error) => this.options.logger.warn({ err: ServiceError.from(error).message }, "partitions were not moved"));
    }
  }

  async #turn(): Promise<void> {
    if (!this.#lease.isHeld()) return;
    const self = this.#lease.owner;
    await Promise.all([...this.#held].map(([partition, { revision }]) => this.#checkOwner(partition, revision)));
    const living = [...new Set([self, ...this.#board.living()])];
    const { release, claim } = leaseMoves({ self, living, owners: this.#board.owners(), held: new Set(this.#held.keys()) });
    await Promise.all(release.map((partition) => this.#release(partition)));
    await this.#claim(claim);
  }

  /** What is written down may have been changed by others, or be gone with the broker's files. */
  async #checkOwner(partition: number, revision: number): Promise<void> {
    const entry = this.#board.entry(partition);
    if (entry && entry.revision > revision && entry.owner !== this.#lease.owner) await this.lost(partition, "other_owner");
  }

  async #release(partition: number): Promise<void> {
    const holding = this.#held.get(partition);
    if (!holding) return;
    await this.options.tenant.leave(partition, false);
    this.#held.delete(partition);
    await this.options.owners.delete(ownerKey(partition), holding.revision);
    this.#board.noteGiven(partition, holding.revision);
  }

  async #claim(wanted: readonly number[]): Promise<void> {
    const { owner } = this.#lease;
    // Looked up once: whoever becomes the owner while the broker is asked about the one before is not overwritten.
    const before = wanted.map((partition) => ({ partition, entry: this.#board.entry(partition) }));
    const living = await this.#livingOwners(before.flatMap(({ entry }) => entry?.owner ?? []));
    const free = before.filter(({ entry }) => entry === undefined || !living.has(entry.owner));
    const claimed = await Promise.all(free.map(({ partition, entry }) => this.#write(partition, owner, entry)));
    const won = claimed.filter((claim) => claim !== undefined);
    if (won.length === 0) return;
    const epochs = await this.options.tenant.raiseEpochs(won.map(({ partition }) => partition));
    // While we wrote, the lease may have ended, and another have begun: then others have these partitions, or will.
    if (!this.#lease.isHeld() || this.#lease.owner !== owner) return;
    for (const { partition, revision } of won) this.#held.set(partition, { revision, epoch: epochs.get(partition) as number });
    this.options.logger.info({ partitions: won.map(({ partition }) => partition), held: this.#held.size }, "partitions taken");
    await Promise.all(won.map(({ partition }) => this.#take(partition)));
  }

  /** The broker is asked about each owner that seems to be gone. */
  async #livingOwners(ofSome: readonly string[]): Promise<Set<string>> {
    const owners = new Set(ofSome);
    owners.delete(this.#lease.owner);
    const lives = await Promise.all([...owners].map(async (owner) => [owner, await this.#lease.isLiving(owner)] as const));
    for (const [owner, living] of lives) this.#board.noteLiving(owner, living);
    return new Set(lives.filter(([, living]) => living).map(([owner]) => owner));
  }

  /** Writes this process down as the owner; undefined where another is, or was faster. */
  async #write(partition: number, owner: string, before: OwnerEntry | undefined): Promise<Claim | undefined> {
    const { owners } = this.options;
    const key = ownerKey(partition);
    const value = new TextEncoder().encode(owner);
    try {
      const revision = before ? await owners.update(key, value, before.revision) : await owners.create(key, value);
      this.#board.noteTaken(partition, { owner, revision });
      return { partition, revision };
    } catch (error) {
      const { code } = ServiceError.from(error);
      if (code !== "conflict" && code !== "already_exists") throw error;
      await this.#board.look(partition);
      return undefined;
    }
  }

  async #take(partition: number): Promise<void> {
    try {
      await this.options.tenant.take(partition);
    } catch (error) {
      this.options.logger.warn({ partition, err: ServiceError.from(error).message }, "a partition could not be opened");
      await this.#release(partition);
    }
  }

  /** The lease is over: work on all partitions ends now, and a new life begins with the next renewal. */
  async #lapse(reason: "not_renewed" | "taken"): Promise<void> {
    this.#lease.forget();
    await this.#endAll(reason);
  }

  async #beginAnew(): Promise<void> {
    // After a suspension the timer that should have ended the work may not have run yet.
    await this.#endAll("not_renewed");
    await this.#lease.begin();
    void this.move();
  }

  async #endAll(reason: "not_renewed" | "taken"): Promise<void> {
    const partitions = [...this.#held.keys()];
    if (partitions.length === 0) return;
    this.#held.clear();
    this.#noteLosses(reason, partitions.length);
    await Promise.all(partitions.map((partition) => this.options.tenant.leave(partition, true)));
  }

  #noteLosses(reason: string, count: number): void {
    this.options.metrics.lost.inc({ reason }, count);
    this.options.logger.warn({ reason, partitions: count }, "partitions lost");
  }
}
