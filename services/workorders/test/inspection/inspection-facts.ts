import { inspectionEntryToWire, inspectionRouteToWire, inspectionStandardToWire } from "@phm/contracts";
import {
  assetRef,
  type InspectionAnswer,
  type InspectionEntry,
  type InspectionRoute,
  type InspectionStandard,
  inspectionCode,
  organisationId,
  parseTimeNs,
  siteId,
} from "@phm/domain";

/** Six in the morning of the first round; the zone is UTC, so that times can be read. */
export const START_NS = parseTimeNs("2026-03-02T06:00:00Z");
export const MINUTE_NS = 60_000_000_000n;
export const at = (minutes: number) => START_NS + BigInt(minutes) * MINUTE_NS;

const text = (word: string) => ({ en: word, zh: word });

export const LIMITS = { kind: "numeric", unit: "°C", min: -40, max: 200, warnAbove: 75, failAbove: 85 } as const;

export function standard(site: string, code: string, change: Partial<InspectionStandard> = {}): InspectionStandard {
  return {
    ...{ code: inspectionCode(code), ref: assetRef("acme", site, "pump-7"), component: "bearing", name: text("Temperature") },
    ...{ place: text("Drive end"), method: text("Infrared thermometer"), form: LIMITS, period: { every: 1, unit: "rounds" } },
    ...{ duty: { role: "technician" }, machineState: "running", tier: "plan", reference: "", ...change },
  };
}

export function route(site: string, code: string, points: readonly string[], change: Partial<InspectionRoute> = {}): InspectionRoute {
  return {
    ...{ organisation: organisationId("acme"), site: siteId(site), code: inspectionCode(code), name: text("Pump hall") },
    ...{ points: points.map((point) => inspectionCode(point)), duty: { role: "technician" } },
    schedule: { timeZone: "UTC", firstDay: "2026-03-02", times: ["06:00", "14:00", "22:00"], everyDays: 1 },
    ...{ expectedMinutes: 30, windowMinutes: 120, graceMinutes: 60, ...change },
  };
}

export function reading(value: number, unit = "°C"): InspectionAnswer {
  return { kind: "numeric", value, unit };
}

/** An entry that the phone makes so many minutes after six. */
export function entry(id: string, minutes: number, answer: InspectionAnswer, change: Partial<InspectionEntry> = {}): InspectionEntry {
  return {
    ...{ id, round: "R1-20260302T0600", point: inspectionCode("P1"), standardVersion: 1, answer, note: "", photos: [] },
    ...{ actor: "li", role: "technician", phoneNs: at(minutes), ...change },
  };
}

export const putStandard = (content: InspectionStandard, expectedVersion = 0) => ({
  ...{ standard: inspectionStandardToWire(content), expectedVersion: BigInt(expectedVersion), author: "wang", note: "" },
});
export const putRoute = (content: InspectionRoute, expectedVersion = 0) => ({
  ...{ route: inspectionRouteToWire(content), expectedVersion: BigInt(expectedVersion), author: "wang", note: "" },
});
export const upload = (site: string, sentNs: bigint, entries: readonly InspectionEntry[]) => ({
  ...{ organisation: "acme", site, sentNs, entries: entries.map(inspectionEntryToWire) },
});
