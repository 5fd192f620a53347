import { checkWords } from "./check-fields.js";
import type { OrganisationId, SiteId } from "./ids.js";
import { InvalidValue } from "./invalid-value.js";
import { checkOutsideUrl } from "./outside-url.js";
import { TIERS, type Tier } from "./tier.js";
import type { Language } from "./words.js";

/** How a message leaves: a signed webhook, e-mail, or the robot of a chat group (企业微信, 钉钉, 飞书). */
export const CHANNEL_KINDS = ["webhook", "email", "wecom", "dingtalk", "feishu"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Where messages go, and in whose language. */
export interface NotificationChannel {
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly kind: ChannelKind;
  /** Of all kinds but e-mail; https, or http to this machine. */
  readonly url?: string;
  /** E-mail addresses. */
  readonly to: readonly string[];
  /** Signs webhooks and the messages of DingTalk and Feishu robots; never shown again. */
  readonly secret?: string;
  readonly language: Language;
  /** Whom it reaches: `technician`, `planner`, … */
  readonly roles: readonly string[];
}

/** What happened to an order, as far as people are told. */
export const NOTICE_KINDS = ["order_opened", "order_changed", "order_ended", "order_unacknowledged"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A time of day in which nobody is disturbed for less than `act_now`; may pass midnight. */
export interface QuietHours {
  /** `22:00` */
  readonly from: string;
  readonly to: string;
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string;
}

/** Who is told of what. */
export interface NotificationRule {
  readonly id: string;
  readonly organisation: OrganisationId;
  /** Absent: of every site. */
  readonly site?: SiteId;
  readonly kinds: readonly NoticeKind[];
  readonly leastTier: Tier;
  /** Channels that reach one of these roles are used. */
  readonly roles: readonly string[];
  readonly quietHours?: QuietHours;
  /** An order that nobody has acknowledged by then is told again, to those of `escalateTo`. */
  readonly escalateAfterMin?: number;
  readonly escalateTo: readonly string[];
}

const ID = /^[A-Za-z0-9_-]{1,100}$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const MAIL = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/;
const MAX_TO = 50;
const MAX_SECRET = 500;
const MAX_ESCALATION_MIN = 7 * 24 * 60;

/** @throws InvalidValue with the field, the value (never the secret) and the limit, for the first rule that is broken */
export function checkNotificationChannel({ id, kind, url, to, secret, roles }: NotificationChannel): void {
  if (!ID.test(id)) throw new InvalidValue("id", id, "1 to 100 letters, digits, - and _");
  if (kind === "email") checkAddresses(to);
  else checkOutsideUrl("url", url);
  if (secret !== undefined && (secret.length < 8 || secret.length > MAX_SECRET)) {
    throw new InvalidValue("secret", `${secret.length} characters`, `8 to ${MAX_SECRET} characters`);
  }
  checkRoles("roles", roles);
}

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkNotificationRule(rule: NotificationRule): void {
  const { id, kinds, leastTier, roles, quietHours, escalateAfterMin, escalateTo } = rule;
  if (!ID.test(id)) throw new InvalidValue("id", id, "1 to 100 letters, digits, - and _");
  if (kinds.length === 0) throw new InvalidValue("kinds", kinds, `at least one of ${NOTICE_KINDS.join(", ")}`);
  if (!TIERS.includes(leastTier)) throw new InvalidValue("leastTier", leastTier, `one of ${TIERS.join(", ")}`);
  checkRoles("roles", roles);
  if (quietHours) checkQuietHours(quietHours);
  if (escalateAfterMin === undefined) return;
  if (!(escalateAfterMin >= 1 && escalateAfterMin <= MAX_ESCALATION_MIN)) {
    throw new InvalidValue("escalateAfterMin", escalateAfterMin, `1 to ${MAX_ESCALATION_MIN} minutes`, "out_of_range");
  }
  checkRoles("escalateTo", escalateTo);
}

function checkAddresses(to: readonly string[]): void {
  if (to.length < 1 || to.length > MAX_TO) throw new InvalidValue("to", to.length, `1 to ${MAX_TO} addresses`);
  for (const address of to) if (!MAIL.test(address)) throw new InvalidValue("to", address, "an e-mail address");
}

function checkRoles(field: string, roles: readonly string[]): void {
  if (roles.length < 1 || roles.length > 20) throw new InvalidValue(field, roles.length, "1 to 20 roles");
  for (const role of roles) checkWords(field, role);
}

function checkQuietHours({ from, to, timeZone }: QuietHours): void {
  if (!TIME_OF_DAY.test(from)) throw new InvalidValue("quietHours.from", from, "a time of day such as 22:00");
  if (!TIME_OF_DAY.test(to)) throw new InvalidValue("quietHours.to", to, "a time of day such as 06:00");
  if (from === to) throw new InvalidValue("quietHours.to", to, "another time than from");
  if (!isTimeZone(timeZone)) throw new InvalidValue("quietHours.timeZone", timeZone, "an IANA time zone such as Asia/Shanghai");
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
