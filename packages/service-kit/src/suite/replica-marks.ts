import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { openBucket } from "../nats/bucket.js";
import type { Bucket, BucketWatch } from "../nats/bucket-types.js";
import type { NatsLink } from "../nats/nats-link.js";

const REPLICA_BUCKET = "phm_replicas";
/** A replica that has not been heard of for so long is none. */
export const REPLICA_LAPSE_MS = 30_000;
const HEARTBEAT_MS = 10_000;
/** Many changes at once are one word. */
const GATHER_MS = 100;

/** How far a process has applied the configurations of the register. */
export interface ReplicaMark {
  readonly service: string;
  /** Name of the process, new with each start. */
  readonly replica: string;
  /** Revision of the register's bucket up to which every change is applied; 0: none yet. */
  readonly revision: number;
  /** When it said so, ms since 1970 by its own clock. */
  readonly atMs: number;
}

const open = (link: NatsLink): Promise<Bucket> => openBucket(link, REPLICA_BUCKET, { ttlMs: REPLICA_LAPSE_MS });
const KEY_FORBIDS = /[^\w-]/g;

/** Says of this process how far it has come: at once after each change, and from time to time. */
export class ReplicaMarker {
  readonly #heartbeat: NodeJS.Timeout;
  readonly #replica = `${hostname().replace(KEY_FORBIDS, "-")}-${process.pid}-${randomBytes(3).toString("hex")}`;
  #gathering: NodeJS.Timeout | undefined;
  #revision = 0;

  private constructor(
    private readonly bucket: Bucket,
    private readonly service: string,
  ) {
    this.#heartbeat = setInterval(() => this.#say(), HEARTBEAT_MS).unref();
    this.#say();
  }

  static async open(link: NatsLink, service: string): Promise<ReplicaMarker> {
    return new ReplicaMarker(await open(link), service);
  }

  applied(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    this.#gathering ??= setTimeout(() => this.#say(), GATHER_MS).unref();
  }

  /** Says that this process is no more. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#gathering);
    await this.bucket.delete(this.#key()).catch(() => {});
  }

  #key(): string {
    return `${this.service}.${this.#replica}`;
  }

  /** The broker may be away: the next heartbeat says it again. */
  #say(): void {
    this.#gathering = undefined;
    const mark: ReplicaMark = { service: this.service, replica: this.#replica, revision: this.#revision, atMs: Date.now() };
    this.bucket.put(this.#key(), new TextEncoder().encode(JSON.stringify(mark))).catch(() => {});
  }
}

/** What all processes say of themselves. */
export class ReplicaMarks {
  readonly #marks = new Map<string, ReplicaMark>();
  readonly #watch: BucketWatch;

  private constructor(bucket: Bucket) {
    this.#watch = bucket.watch(({ key, value }) => {
      if (value) this.#marks.set(key, JSON.parse(new TextDecoder().decode(value)) as ReplicaMark);
      else this.#marks.delete(key);
    });
  }

  static async open(link: NatsLink): Promise<ReplicaMarks> {
    const marks = new ReplicaMarks(await open(link));
    await marks.#watch.initialised;
    return marks;
  }

  /** Those heard of lately, by service and name. */
  list(nowMs: number): ReplicaMark[] {
    for (const [key, { atMs }] of this.#marks) if (nowMs - atMs > REPLICA_LAPSE_MS) this.#marks.delete(key);
    return [...this.#marks.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, mark]) => mark);
  }

  close(): void {
    this.#watch.stop();
  }
}
