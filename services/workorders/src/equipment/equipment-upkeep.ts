import type { Logger } from "@phm/service-kit";
import type { EquipmentAftermath } from "./equipment-aftermath.js";

/** How late other services may be told of a change whose announcement failed. */
const EVERY_MS = 30_000;
const BATCH = 500;

/** What must happen to the equipment register without anybody asking: what changes have left to do is done. */
export class EquipmentUpkeep {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly aftermath: EquipmentAftermath,
    private readonly logger: Logger,
  ) {}

  /** The first round is over when it resolves. */
  async start(): Promise<void> {
    const again = () => {
      this.#running = this.aftermath.settlePending(BATCH).then(
        () => {},
        (error: unknown) => this.logger.warn({ err: error }, "changes of equipment could not be told, tried again later"),
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
