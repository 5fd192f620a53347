import type { Logger } from "@phm/service-kit";
import type { OrderOutbox } from "./order-outbox.js";

/** How late a transition may be told whose announcement failed. */
const EVERY_MS = 30_000;
const BATCH = 500;

/** What must happen to orders without anybody asking: transitions that are still untold are told. */
export class OrderUpkeep {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: OrderOutbox,
    private readonly logger: Logger,
  ) {}

  /** The first round is over when it resolves: what a crash has left untold is told before anything else happens. */
  async start(): Promise<void> {
    const again = () => {
      this.#running = this.outbox.announcePending(BATCH).then(
        () => {},
        (error: unknown) => this.logger.warn({ err: error }, "a transition of an order could not be told, tried again later"),
      );
    };
    again();
    await this.#running;
    this.#timer = setInterval(again, EVERY_MS);
    this.#timer.unref();
  }

  /** Waits for a round that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
