/** `watch` only tells; `plan` and `act_now` open a work order. The order is the order of urgency. */
export const TIERS = ["watch", "plan", "act_now"] as const;
export type Tier = (typeof TIERS)[number];
