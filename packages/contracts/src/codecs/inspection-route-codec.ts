import { create } from "@bufbuild/protobuf";
import { checkInspectionRoute, type InspectionRoute, InvalidValue, inspectionCode, organisationId, siteId } from "@phm/domain";
import * as wire from "../gen/phm/inspection/v1/inspection_pb.js";
import { dutyFromWire, dutyToWire } from "./inspection-words-codec.js";
import { present } from "./optional-fields.js";

export function inspectionRouteToWire({ name, points, duty, schedule, ...route }: InspectionRoute): wire.InspectionRoute {
  return create(wire.InspectionRouteSchema, {
    ...{ ...route, nameEn: name.en, nameZh: name.zh, points: [...points], duty: dutyToWire(duty) },
    schedule: { ...schedule, times: [...schedule.times] },
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function inspectionRouteFromWire(message: wire.InspectionRoute | undefined): InspectionRoute {
  if (!message) throw new InvalidValue("route", undefined, "present");
  const { code, organisation, site, nameEn, nameZh, points, duty, schedule, expectedMinutes, windowMinutes, graceMinutes } = message;
  if (!schedule) throw new InvalidValue("schedule", undefined, "present");
  const { timeZone, firstDay, times, everyDays, rrule } = schedule;
  const route: InspectionRoute = {
    ...{ code: inspectionCode(code), organisation: organisationId(organisation), site: siteId(site), name: { en: nameEn, zh: nameZh } },
    points: points.map((point, i) => inspectionCode(point, `points[${i}]`)),
    ...{
      duty: dutyFromWire(duty),
      schedule: { timeZone, firstDay, times, everyDays, ...present({ rrule }) },
      expectedMinutes,
      windowMinutes,
      graceMinutes,
    },
  };
  checkInspectionRoute(route);
  return route;
}
