export { advise } from "./advise.js";
export { RULE_VERSION } from "./advisory-of.js";
export { type AdvisoryState, initialAdvisoryState } from "./advisory-state.js";
export { applyAdvisory } from "./apply-advisory.js";
export type { AssessmentForAdvice } from "./assessment-for-advice.js";
export { commandsOfEvent } from "./exchange/commands-of-event.js";
export { inboundEvent } from "./exchange/inbound-event.js";
export { atPath, type JsonPart } from "./exchange/json-path.js";
export { outboundOrder } from "./exchange/outbound-order.js";
export { IllegalWorkOrderTransition, RoleMayNot, WorkOrderNotReady } from "./illegal-work-order-transition.js";
export { failedRecord, findingRequest } from "./inspection/finding-request.js";
export { findingWords, passedLimit } from "./inspection/finding-words.js";
export { type InspectionCompliance, inspectionCompliance } from "./inspection/inspection-compliance.js";
export { roundId, roundOf } from "./inspection/round-of.js";
export {
  countedRecord,
  itemState,
  nextTurnNs,
  personFigures,
  type RoundFigures,
  roundFigures,
  roundState,
} from "./inspection/round-state.js";
export { type RouteOccurrence, routeOccurrences } from "./inspection/route-occurrences.js";
export { takenNs, takeRecord, type UploadClock } from "./inspection/take-record.js";
export { everySoManyDays, type WalkedDay } from "./inspection/walked-days.js";
export { isWarningRun } from "./inspection/warning-run.js";
export { GROWN_RATIO, judgeStatement } from "./judge-statement.js";
export { type AdvisedActions, advisedActions, FAULT_KNOWLEDGE, KNOWLEDGE_VERSION } from "./knowledge/fault-knowledge.js";
export { type LifeCosts, NO_COSTS, withOrderCosts } from "./kpis/life-costs.js";
export {
  type CountedRatio,
  type JudgedOrder,
  type KpiScope,
  type MaintenanceKpis,
  type ModePrecision,
  maintenanceKpis,
} from "./kpis/maintenance-kpis.js";
export { type NoticeText, noticeText } from "./notifications/notice-words.js";
export { afterQuietHours } from "./notifications/quiet-hours.js";
export { type Notice, type Routed, routeNotice } from "./notifications/route-notice.js";
export type { StockedPart } from "./parts/missing-parts.js";
export { neededQuantity } from "./parts/needed-quantity.js";
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
export { conditionMarks } from "./plans/condition-step.js";
export { latestFloatingId } from "./plans/floating-step.js";
export { meterOutlook } from "./plans/meter-rate.js";
export { whenReached } from "./plans/meter-step.js";
export { type FollowedOccurrence, type PlanCompliance, planCompliance } from "./plans/plan-compliance.js";
export { type PlanOutlook, planOutlook } from "./plans/plan-outlook.js";
export { initialProgress, progressWith } from "./plans/plan-progress.js";
export {
  type ConditionMarks,
  type MeterOutlook,
  OCCURRENCE_FATES,
  type OccurrenceFate,
  type PlanOccurrence,
  type PlanProgress,
  type PlanSight,
  type PlanStep,
} from "./plans/plan-sight.js";
export { isFloating, planStep } from "./plans/plan-step.js";
export { countRun, type RunCount, runOutlook } from "./plans/run-count.js";
export type { Planning } from "./propose.js";
export { isSuppressing } from "./suppressions.js";
export { type ChangedOrder, changeWorkOrder, isRepetition } from "./work-order/change-work-order.js";
export { checkFileHeader } from "./work-order/check-bookings.js";
export type { CommandContext } from "./work-order/command-effect.js";
export { followCourse, isFollowed } from "./work-order/follow-course.js";
export { withChecks } from "./work-order/order-checklist.js";
export { EVENT_OF, legalTransitions, ORDER_TRANSITIONS, type OrderTransition } from "./work-order/order-transitions.js";
export { type OrderRequest, raiseOrder, requestedOrderId, requestKey } from "./work-order/raise-order.js";
export { REOPEN_WINDOW_S, reopenedOrderId } from "./work-order/reopened-order.js";
export { type WantedWork, workRequest } from "./work-order/work-request.js";
