export { advise } from "./advise.js";
export { RULE_VERSION } from "./advisory-of.js";
export { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
export { applyAdvisory } from "./apply-advisory.js";
export type { AssessmentForAdvice } from "./assessment-for-advice.js";
export { IllegalWorkOrderTransition, RoleMayNot, WorkOrderNotReady } from "./illegal-work-order-transition.js";
export { GROWN_RATIO, judgeStatement } from "./judge-statement.js";
export { type AdvisedActions, advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./knowledge/fault-knowledge.js";
export { type NoticeText, noticeText } from "./notifications/notice-words.js";
export { afterQuietHours } from "./notifications/quiet-hours.js";
export { type Notice, type Routed, routeNotice } from "./notifications/route-notice.js";
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
export { isSuppressing } from "./suppressions.js";
export { type ChangedOrder, changeWorkOrder, isRepetition } from "./work-order/change-work-order.js";
export { checkFileHeader } from "./work-order/check-bookings.js";
export type { CommandContext } from "./work-order/command-effect.js";
export { followCourse, isFollowed } from "./work-order/follow-course.js";
export { withChecks } from "./work-order/order-checklist.js";
export { legalTransitions, ORDER_TRANSITIONS, type OrderTransition } from "./work-order/order-transitions.js";
export { REOPEN_WINDOW_S, reopenedOrderId } from "./work-order/reopened-order.js";
