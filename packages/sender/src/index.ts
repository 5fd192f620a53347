export { type DeliveryCounts, type DeliveryOptions, deliver, type RejectedAcquisition } from "./deliver.js";
