import { formatTimeNs, type Language, type NoticeKind, orderWords, tierWords, type WorkOrder } from "@phm/domain";

/** A message for people: what it is about in a line, and what they must know to decide. */
export interface NoticeText {
  readonly title: string;
  readonly lines: readonly string[];
}

const TITLES: Readonly<Record<NoticeKind, Readonly<Record<Language, string>>>> = {
  order_opened: { en: "New work order", zh: "新工单" },
  order_changed: { en: "Work order changed", zh: "工单更新" },
  order_ended: { en: "Work order ended", zh: "工单结束" },
  order_unacknowledged: { en: "Nobody has acknowledged this work order", zh: "工单尚未确认" },
};

/** The decision first: what, where, by when, why, what to do. */
export function noticeText(kind: NoticeKind, order: WorkOrder, language: Language): NoticeText {
  const zh = language === "zh";
  const { reason, due, actions } = grounds(order, language);
  return {
    title: `${TITLES[kind][language]}: ${order.ref.asset}, ${orderWords(order, language)} (${tierWords(order.tier, language)})`,
    lines: [
      `${zh ? "部件" : "Component"}: ${order.component}`,
      `${zh ? "截止" : "Due"}: ${formatTimeNs(order.dueNs)}${due ? ` (${due.trim()})` : ""}`,
      ...(reason ? [`${zh ? "原因" : "Reason"}: ${reason}`] : []),
      ...actions.slice(0, 3).map((action, i) => `${i + 1}. ${action}`),
      `${zh ? "工单号" : "Order"}: ${order.id}`,
    ],
  };
}

/** Why, by when and what to do: as the latest prediction says it, else as the work was asked for. */
function grounds({ latest, task, history: [opening] }: WorkOrder, language: Language) {
  if (!latest)
    return { reason: task?.description?.[language] ?? opening?.note, actions: task?.checks.map((check) => check[language]) ?? [] };
  return language === "zh"
    ? { reason: latest.reasonZh, due: latest.dueReasonZh, actions: latest.actionsZh }
    : { reason: latest.reasonEn, due: latest.dueReasonEn, actions: latest.actionsEn };
}
