import {
  NotificationChannelSchema,
  NotificationRuleSchema,
  notificationChannelFromWire,
  notificationChannelToWire,
  notificationRuleFromWire,
  notificationRuleToWire,
} from "@phm/contracts";
import type { NotificationChannel, NotificationRule, OrganisationId } from "@phm/domain";
import { type Collection, type CollectionSpec, fromStored, type JsonObject, retryOnConflict, toStored } from "@phm/service-kit";

/** A channel or a rule, in the JSON form of the contract. */
export type StoredSetting = {
  readonly organisation: string;
  readonly kind: "channel" | "rule";
  readonly setting: JsonObject;
};

export const NOTIFICATION_SETTING_COLLECTION: CollectionSpec = {
  name: "notification_settings",
  indexes: [{ name: "by_kind", fields: ["organisation", "kind"] }],
};

/** So many of each are read with every notice; nobody keeps more apart. */
const MAX_SETTINGS = 500;

/** Channels and rules of all organisations. */
export class NotificationSettings {
  constructor(private readonly settings: Collection<StoredSetting>) {}

  /** Adds or replaces a channel. Without a secret, the one that the channel has is kept: it is never shown, so it cannot be sent back. */
  async putChannel(channel: NotificationChannel): Promise<NotificationChannel> {
    const { organisation, id } = channel;
    return retryOnConflict(async () => {
      const stored = await this.settings.get(idOf(organisation, "channel", id));
      const secret = channel.secret ?? (stored && readChannel(stored.value).secret);
      const whole = { ...channel, ...(secret === undefined ? {} : { secret }) };
      const setting = toStored(NotificationChannelSchema, notificationChannelToWire(whole));
      await this.settings.put(idOf(organisation, "channel", id), { organisation, kind: "channel", setting }, stored?.version ?? 0);
      return whole;
    });
  }

  async putRule(rule: NotificationRule): Promise<void> {
    const { organisation, id } = rule;
    const setting = toStored(NotificationRuleSchema, notificationRuleToWire(rule));
    await retryOnConflict(async () => {
      const stored = await this.settings.get(idOf(organisation, "rule", id));
      await this.settings.put(idOf(organisation, "rule", id), { organisation, kind: "rule", setting }, stored?.version ?? 0);
    });
  }

  /** @returns false where there was none */
  remove(organisation: OrganisationId, kind: StoredSetting["kind"], id: string): Promise<boolean> {
    return this.settings.delete(idOf(organisation, kind, id));
  }

  async channel(organisation: string, id: string): Promise<NotificationChannel | undefined> {
    const stored = await this.settings.get(idOf(organisation, "channel", id));
    return stored && readChannel(stored.value);
  }

  async channels(organisation: OrganisationId): Promise<NotificationChannel[]> {
    return (await this.#all(organisation, "channel")).map(readChannel);
  }

  async rules(organisation: OrganisationId): Promise<NotificationRule[]> {
    return (await this.#all(organisation, "rule")).map(({ setting }) =>
      notificationRuleFromWire(fromStored(NotificationRuleSchema, setting)),
    );
  }

  async #all(organisation: OrganisationId, kind: StoredSetting["kind"]): Promise<StoredSetting[]> {
    const { items } = await this.settings.query({ where: { organisation, kind }, limit: MAX_SETTINGS });
    return items.map(({ value }) => value);
  }
}

function readChannel({ setting }: StoredSetting): NotificationChannel {
  return notificationChannelFromWire(fromStored(NotificationChannelSchema, setting));
}

function idOf(organisation: string, kind: StoredSetting["kind"], id: string): string {
  return `${organisation}:${kind}:${id}`;
}
