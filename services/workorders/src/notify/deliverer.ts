import type { ChannelKind, TimeNs, WorkOrder } from "@phm/domain";
import type { Logger, Stored } from "@phm/service-kit";
import { outgoingNotice, Refused, type SendNotice } from "./channels/send-message.js";
import type { DeliveryLog, StoredDelivery } from "./delivery-log.js";
import type { NotificationSettings } from "./notification-settings.js";

export interface DelivererDependencies {
  readonly deliveries: DeliveryLog;
  readonly settings: NotificationSettings;
  readonly orderOf: (organisation: string, id: string) => Promise<WorkOrder | undefined>;
  readonly senders: Readonly<Record<ChannelKind, SendNotice>>;
  readonly nowNs: () => TimeNs;
  readonly logger: Logger;
  /** Counts what became of an attempt. */
  readonly settled: (kind: ChannelKind | "none", result: "sent" | "postponed" | "dead" | "dropped") => void;
}

const EVERY_MS = 1_000;
const BATCH = 20;
const SEND_TIMEOUT_MS = 15_000;

/** Sends what is due, again and again until it is taken or given up. Of several processes each delivery is tried by one at a time. */
export class Deliverer {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly dependencies: DelivererDependencies) {}

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.sendDue().catch((error: unknown) => {
        this.dependencies.logger.warn({ err: error }, "notifications could not be sent, tried again later");
      });
      void this.#running.then(() => {
        if (!this.#stopped) this.start();
      });
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** Sends all that is due now. */
  async sendDue(): Promise<void> {
    const { deliveries, nowNs } = this.dependencies;
    const taken = await deliveries.take(nowNs(), BATCH);
    await Promise.all(taken.map((each) => this.#attempt(each)));
  }

  /** Waits for attempts that are under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #attempt(taken: Stored<StoredDelivery>): Promise<void> {
    const { deliveries, settings, orderOf, senders, nowNs, settled } = this.dependencies;
    const { organisation, delivery, channel: channelId, kind, order: orderId } = taken.value;
    const [channel, order] = await Promise.all([settings.channel(organisation, channelId), orderOf(organisation, orderId)]);
    if (!channel || !order || (kind === "order_unacknowledged" && order.state !== "open")) {
      await deliveries.settle(taken, "dropped", nowNs(), channel ? "" : "the channel is gone");
      return settled(channel?.kind ?? "none", "dropped");
    }
    try {
      const notice = outgoingNotice(delivery, kind, order, channel, Number(nowNs() / 1_000_000n));
      await senders[channel.kind](channel, notice, AbortSignal.timeout(SEND_TIMEOUT_MS));
      await deliveries.settle(taken, "sent", nowNs());
      settled(channel.kind, "sent");
    } catch (error) {
      const message = (error as Error).message;
      if (error instanceof Refused) await deliveries.settle(taken, "dead", nowNs(), message);
      else await deliveries.postpone(taken, nowNs(), message);
      settled(channel.kind, error instanceof Refused ? "dead" : "postponed");
    }
  }
}
