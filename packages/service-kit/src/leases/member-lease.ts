import { ServiceError } from "../errors/service-error.js";
import type { Bucket } from "../nats/bucket-types.js";

const utf8 = { encode: (text: string) => new TextEncoder().encode(text), decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes) };

/** Part of the lease that is not used: what is under way when it ends must be over before somebody else begins. */
const MARGIN_SHARE = 0.2;

export interface MemberLeaseOptions {
  /** Its keys lapse `leaseMs` after their last write. */
  readonly bucket: Bucket;
  readonly leaseMs: number;
  /** The name of this process: a KV key. One that starts again under the name of one that was killed takes its place at once. */
  readonly member: string;
  /** A new one for each life of the process. */
  readonly newLife: () => string;
  /** Monotonic, ms. It goes on while the process is suspended. */
  readonly nowMs: () => number;
}

/**
 * The lease of one process: a key that it writes again and again, and that the broker forgets when it does not. It is held until a time
 * on this process's own clock that is counted from before the write was sent, so it ends here before it ends there.
 */
export class MemberLease {
  #owner = "";
  #revision = 0;
  #heldUntilMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: MemberLeaseOptions) {}

  /** `<member>/<life>` as it is written beside what this process owns. */
  get owner(): string {
    return this.#owner;
  }

  get heldUntilMs(): number {
    return this.#heldUntilMs;
  }

  isHeld(): boolean {
    return this.options.nowMs() < this.#heldUntilMs;
  }

  /**
   * Begins a new life. What an earlier one of the same name held is free from now on: its renewal finds another revision.
   * @throws ServiceError `conflict` where another process of the same name began at the same moment
   */
  async begin(): Promise<void> {
    const { bucket, member, newLife } = this.options;
    const sentMs = this.options.nowMs();
    const owner = `${member}/${newLife()}`;
    const before = await bucket.get(member);
    const value = utf8.encode(owner);
    this.#revision = before ? await bucket.update(member, value, before.revision) : await bucket.create(member, value);
    this.#owner = owner;
    this.#extend(sentMs);
  }

  /** @throws ServiceError `conflict` where the lease has lapsed or another process has taken the name */
  async renew(): Promise<void> {
    const { bucket, member } = this.options;
    const owner = this.#owner;
    await this.#write(this.#revision).catch(async (error: unknown) => {
      // A renewal whose answer did not come may have been taken all the same: then the key is still this life's, at another revision.
      const entry = ServiceError.from(error).code === "conflict" ? await bucket.get(member) : undefined;
      if (entry?.value === undefined || utf8.decode(entry.value) !== owner) throw error;
      await this.#write(entry.revision);
    });
  }

  async #write(before: number): Promise<void> {
    const { bucket, member, nowMs } = this.options;
    const sentMs = nowMs();
    this.#revision = await bucket.update(member, utf8.encode(this.#owner), before);
    this.#extend(sentMs);
  }

  /** From now on nothing is held, whatever the broker still believes. */
  forget(): void {
    this.#heldUntilMs = Number.NEGATIVE_INFINITY;
  }

  /** Gives the lease back, so that nobody has to wait for its end. */
  async end(): Promise<void> {
    this.forget();
    await this.options.bucket.delete(this.options.member, this.#revision);
  }

  /** Whether the owner of something is a process that still holds its lease, as the broker knows it. */
  async isLiving(owner: string): Promise<boolean> {
    const entry = await this.options.bucket.get(memberOf(owner));
    return entry?.value !== undefined && utf8.decode(entry.value) === owner;
  }

  #extend(sentMs: number): void {
    // An answer that was long on its way does not shorten what a later one has given.
    this.#heldUntilMs = Math.max(this.#heldUntilMs, sentMs + this.options.leaseMs * (1 - MARGIN_SHARE));
  }
}

/** The name of the member in `<member>/<life>`. @throws ServiceError where it is none */
function memberOf(owner: string): string {
  const at = owner.indexOf("/");
  if (at > 0) return owner.slice(0, at);
  throw new ServiceError("invalid_argument", "an owner must name its member and its life", {
    field: "owner",
    value: owner,
    limit: "<member>/<life>",
  });
}
