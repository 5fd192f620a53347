import {
  addSeconds,
  type FindingTier,
  type InspectionRecord,
  type InspectionRound,
  type InspectionStandard,
  type RoundItem,
} from "@phm/domain";
import type { OrderRequest } from "../work-order/raise-order.js";
import { findingWords } from "./finding-words.js";
import { countedRecord } from "./round-state.js";

/** By when what an inspector has found is to be looked at. A rule of ours: a site that wants it sooner says `act_now`. */
const DUE_S: Readonly<Record<FindingTier, number>> = { plan: 7 * 86_400, act_now: 86_400 };

/** The record that makes an item fail: the first that failed, also where an earlier one says otherwise; undefined where none did. */
export function failedRecord(item: RoundItem): InspectionRecord | undefined {
  return item.records.find(({ grade }) => grade === "fail");
}

/**
 * What a failed item asks of the work orders; undefined where it has not failed. The same item always asks the same under the same id.
 * @param isRun whether the item's warning is one of so many in a row that they count as a failure
 */
export function findingRequest(
  round: Pick<InspectionRound, "id">,
  item: RoundItem,
  standard: InspectionStandard,
  isRun: boolean,
): OrderRequest | undefined {
  const failed = failedRecord(item);
  const record = failed ?? (isRun ? countedRecord(item) : undefined);
  if (!record) return undefined;
  const { code, ref, component, tier, failureMode, method, place } = standard;
  const title = findingWords(standard, record.answer, failed ? undefined : standard.warningsToFail);
  return {
    ...{ id: `${round.id}:${code}`, origin: "inspection", openedBy: code, ref, component, tier },
    ...(failureMode === undefined ? {} : { failureMode }),
    ...{ timeNs: record.takenNs, dueNs: addSeconds(record.takenNs, DUE_S[tier]), actor: record.actor },
    note: [title.en, title.zh, record.note].filter((text) => text !== "").join(" / "),
    task: {
      title,
      description: { en: `${place.en}: ${method.en}`, zh: `${place.zh}:${method.zh}` },
      checks: [{ en: `${standard.name.en} is in order again`, zh: `${standard.name.zh}已恢复正常` }],
      ...{ parts: [], tools: [] },
    },
  };
}
