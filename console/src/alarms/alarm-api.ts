import type { AlarmEventKind, AlarmState, ConditionLevel } from "@phm/domain";
import { get, request, send } from "../api/request.js";
import { everyPage } from "../fleet/fleet-api.js";
import type { AlarmCommand } from "./alarm-commands.js";

/** The alarm of a machine as lists show it. */
export interface AlarmRow {
  readonly id: string;
  readonly site: string;
  readonly asset: string;
  readonly state: AlarmState;
  readonly condition: ConditionLevel;
  /** Whether the condition calls for the alarm, whatever people have done with it. */
  readonly active: boolean;
  readonly raisedAt: string | null;
  readonly since: string;
  readonly shelvedUntil: string | null;
}

/** One line of an alarm's history. */
export interface AlarmStep {
  readonly sequence: number;
  readonly time: string;
  readonly event: AlarmEventKind;
  readonly to: AlarmState;
  readonly actor: string;
  readonly reason: string;
}

/** The figures of the alarm system that the page shows. */
export interface AlarmFigures {
  readonly floodActive: boolean;
  readonly stale: readonly string[];
  readonly chattering: readonly string[];
  readonly precision: { readonly judgedCount: number; readonly precisionRatio: number | null };
}

/** An alarm, its history so far, and the version that a decision on it goes by. */
export interface ReadAlarm {
  readonly alarm: AlarmRow;
  readonly etag: string | undefined;
  readonly steps: readonly AlarmStep[];
}

const STEPS = 500;
const of = (id: string) => `/alarms/${encodeURIComponent(id)}`;

export const everyAlarm = (): Promise<AlarmRow[]> => everyPage("/alarms?");
export const alarmFigures = (): Promise<AlarmFigures> => get("/alarms/kpis");

/** The alarm is read before its history, so that no decision rests on less than is shown. */
export async function readAlarm(id: string): Promise<ReadAlarm> {
  const { body, etag } = await request<AlarmRow>(of(id));
  const { items } = await get<{ items: readonly AlarmStep[] }>(`${of(id)}/transitions?limit=${STEPS}`);
  return { alarm: body, etag, steps: items };
}

/** @throws ApiError, of status 409 or 412 where the alarm has changed since it was read */
export async function commandAlarm({ alarm, etag }: ReadAlarm, command: AlarmCommand, said: Readonly<Record<string, unknown>>) {
  await send("POST", `${of(alarm.id)}/${command}`, said, etag ? { "If-Match": etag } : {});
}
