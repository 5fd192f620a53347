export { advise } from "./advise.js";
export { RULE_VERSION } from "./advisory-of.js";
export { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
export { applyAdvisory } from "./apply-advisory.js";
export type { AssessmentForAdvice } from "./assessment-for-advice.js";
export { type Cancellation, type Closing, cancelWorkOrder, closeWorkOrder } from "./close-work-order.js";
export { IllegalWorkOrderTransition } from "./illegal-work-order-transition.js";
export { GROWN_RATIO, judgeStatement } from "./judge-statement.js";
export { type AdvisedActions, advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./knowledge/fault-knowledge.js";
export type { StockedPart } from "./parts/missing-parts.js";
export {
  applyStockCommand,
  availableQuantity,
  EMPTY_STOCK,
  isShort,
  type PartStock,
  type Reservation,
  reservedQuantity,
  type StockCommand,
  type StoreLevel,
} from "./parts/part-stock.js";
export type { Planning } from "./propose.js";
export { REOPEN_WINDOW_S } from "./reopened-order.js";
