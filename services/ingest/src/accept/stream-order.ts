import { type Acquisition, assetKey } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { isOurFault, rejectionFrom } from "./rejection.js";

/** Assets of one stream with an acquisition that is to be sent again: many more than a sender has, few enough to remember. */
const MOST_AWAITED = 10_000;

type Identity = Pick<Acquisition, "ref" | "id">;

/**
 * Within one stream of a sender no acquisition passes by one of its asset that failed before it and may yet be taken. One that is rejected as
 * retryable is awaited: until it is answered otherwise, what comes behind it is rejected as retryable too. A fault on our side halts the stream.
 */
export class StreamOrder {
  private readonly awaited = new Map<string, string>();

  /** @param halting aborted here at the first fault that is not the sender's: what still waits then fails with the same reason */
  constructor(
    private readonly halting: AbortController,
    private readonly mostAwaited = MOST_AWAITED,
  ) {}

  /**
   * Takes an acquisition whose turn within its asset has come.
   * @throws ServiceError `failed_precondition` with reason `behind_awaited`, retryable, where another one must come first; else what `take` throws
   */
  async inTurn<T>(acquisition: Identity, take: () => Promise<T>): Promise<T> {
    this.halting.signal.throwIfAborted();
    const key = assetKey(acquisition.ref);
    const first = this.awaited.get(key);
    if (first !== undefined && first !== acquisition.id) throw behind(first, acquisition);
    try {
      const taken = await take();
      this.awaited.delete(key);
      return taken;
    } catch (error) {
      this.failed(key, acquisition.id, error);
      throw error;
    }
  }

  private failed(key: string, id: string, error: unknown): void {
    if (isOurFault(error)) this.halting.abort(error);
    else if (rejectionFrom(error).retryable) this.await(key, id);
    else this.awaited.delete(key);
  }

  private await(key: string, id: string): void {
    this.awaited.set(key, id);
    if (this.awaited.size <= this.mostAwaited) return;
    const limit = `at most ${this.mostAwaited} assets`;
    const facts = { reason: "too_many_awaited", field: "ref.asset", value: `${this.awaited.size} assets`, limit };
    this.halting.abort(new ServiceError("resource_exhausted", `one stream may wait for acquisitions of ${limit}`, facts));
  }
}

function behind(first: string, { ref, id }: Identity): ServiceError {
  return new ServiceError("failed_precondition", `acquisition ${first} of ${assetKey(ref)} is still to be taken before ${id}`, {
    reason: "behind_awaited",
    field: "id",
    value: id,
    limit: `${first} first, which may be sent again`,
    retryable: true,
  });
}
