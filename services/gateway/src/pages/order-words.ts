import type { Language, OrderCommandKind, ProofResult, WorkOrderEventKind, WorkOrderState } from "@phm/domain";

const STATE_ZH: Readonly<Record<WorkOrderState, string>> = {
  open: "待确认",
  acknowledged: "已确认",
  planned: "已计划",
  in_progress: "进行中",
  on_hold: "暂停",
  done: "已完工",
  verified: "已验收",
  closed: "已关闭",
  cancelled: "已取消",
  rejected: "误报",
};

const COMMAND_ZH: Readonly<Record<OrderCommandKind, string>> = {
  acknowledge: "确认",
  assign: "指派",
  plan: "计划",
  start: "开工",
  hold: "暂停",
  resume: "继续",
  finish: "完工",
  verify: "验收",
  close: "关闭",
  cancel: "取消",
  reject: "判为误报",
  reopen: "重新打开",
  comment: "备注",
  tick: "勾选检查项",
  book_time: "登记工时",
  book_part: "登记备件",
  attach: "附件",
};

const EVENT_ZH: Readonly<Record<WorkOrderEventKind, string>> = {
  opened: "开单",
  enriched: "补充证据",
  relabelled: "更正故障",
  escalated: "升级",
  fell_back: "状态恢复",
  came_back: "故障再现",
  proved: "修后核对",
  acknowledged: "确认",
  assigned: "指派",
  planned: "计划",
  started: "开工",
  held: "暂停",
  resumed: "继续",
  finished: "完工",
  verified: "验收",
  closed: "关闭",
  cancelled: "取消",
  rejected: "判为误报",
  reopened: "重新打开",
  commented: "备注",
  ticked: "勾选检查项",
  time_booked: "登记工时",
  part_booked: "登记备件",
  attached: "附件",
};

const PROOF_ZH: Readonly<Record<ProofResult, string>> = { better: "好转", same: "未好转", not_yet_known: "尚不可知" };

const word = <Word extends string>(zh: Readonly<Record<Word, string>>, name: Word, language: Language): string =>
  language === "zh" ? zh[name] : name.replaceAll("_", " ");

export const orderStateWords = (state: WorkOrderState, language: Language): string => word(STATE_ZH, state, language);
export const orderCommandWords = (command: OrderCommandKind, language: Language): string => word(COMMAND_ZH, command, language);
export const orderEventWords = (kind: WorkOrderEventKind, language: Language): string => word(EVENT_ZH, kind, language);
export const proofWords = (result: ProofResult, language: Language): string => word(PROOF_ZH, result, language);
