import {
  type AssetRef,
  addSeconds,
  type NoticeKind,
  type NotificationChannel,
  type NotificationRule,
  TIERS,
  type Tier,
  type TimeNs,
} from "@phm/domain";
import { afterQuietHours } from "./quiet-hours.js";

/** Something that happened to an order, to be told. */
export interface Notice {
  readonly kind: NoticeKind;
  readonly ref: AssetRef;
  readonly tier: Tier;
  readonly timeNs: TimeNs;
}

/** One message to one channel. */
export interface Routed {
  readonly channel: string;
  readonly kind: NoticeKind;
  /** Not before. */
  readonly sendNs: TimeNs;
}

/**
 * Who is told of a notice, and when: every channel once, by the rule that lets it go first. A new order that a rule escalates is told
 * again, as `order_unacknowledged`, after the rule's time; whether it still is unacknowledged then is the sender's to see.
 * What is `act_now` knows no quiet hours.
 */
export function routeNotice(
  notice: Notice,
  rules: readonly NotificationRule[],
  channels: readonly NotificationChannel[],
  nowNs: TimeNs,
): Routed[] {
  const routed = new Map<string, Routed>();
  for (const rule of rules.filter((each) => concerns(each, notice))) {
    for (const each of routesOf(rule, notice, channels, nowNs)) {
      const key = `${each.kind}:${each.channel}`;
      const known = routed.get(key);
      if (!known || each.sendNs < known.sendNs) routed.set(key, each);
    }
  }
  return [...routed.values()];
}

function concerns({ organisation, site, leastTier }: NotificationRule, { ref, tier }: Notice): boolean {
  return organisation === ref.organisation && (site === undefined || site === ref.site) && TIERS.indexOf(tier) >= TIERS.indexOf(leastTier);
}

function* routesOf(rule: NotificationRule, notice: Notice, channels: readonly NotificationChannel[], nowNs: TimeNs): Generator<Routed> {
  const { kinds, roles, quietHours, escalateAfterMin, escalateTo } = rule;
  const audible = (timeNs: TimeNs) => (quietHours && notice.tier !== "act_now" ? afterQuietHours(quietHours, timeNs) : timeNs);
  if (kinds.includes(notice.kind)) {
    for (const { id } of reaching(channels, roles)) yield { channel: id, kind: notice.kind, sendNs: audible(nowNs) };
  }
  if (notice.kind !== "order_opened" || escalateAfterMin === undefined) return;
  const sendNs = audible(addSeconds(nowNs, 60 * escalateAfterMin));
  for (const { id } of reaching(channels, escalateTo)) yield { channel: id, kind: "order_unacknowledged", sendNs };
}

function reaching(channels: readonly NotificationChannel[], roles: readonly string[]): NotificationChannel[] {
  return channels.filter((channel) => channel.roles.some((role) => roles.includes(role)));
}
