export { BackOff, type BackOffOptions } from "./back-off.js";
export { deliver } from "./deliver.js";
export type { DeliveryCounts, DeliveryOptions, RejectedAcquisition } from "./delivery-options.js";
export { type SendSpoolOptions, sendSpool } from "./send-spool.js";
export { Spool } from "./spool/spool.js";
export {
  MIN_BUDGET_BYTES,
  type SpoolDamage,
  type SpoolGap,
  type SpoolOptions,
  type SpoolStatus,
  type SyncPolicy,
  type WhenFull,
} from "./spool/spool-options.js";
