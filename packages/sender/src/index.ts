export { deliver } from "./deliver.js";
export type { DeliveryCounts, DeliveryOptions, RejectedAcquisition } from "./delivery-options.js";
