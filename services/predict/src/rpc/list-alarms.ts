import { type AlarmService, alarmStateCodec, alarmToWire } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import { type Collection, type MethodHandler, page } from "@phm/service-kit";
import { alarmOf, type StoredAlarm } from "../alarms/stored-alarm.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListAlarms = MethodHandler<(typeof AlarmService)["method"]["listAlarms"]>;

/** By site, then asset; a state of 0 means all. */
export function listAlarms(alarms: Collection<StoredAlarm>): ListAlarms {
  return async (request) => {
    const { site, asset, state } = request;
    if (asset && !site) throw new InvalidValue("site", site, "given together with the asset");
    const { items, nextCursor } = await alarms.query({
      where: {
        organisation: organisationId(request.organisation),
        ...(site ? { site } : {}),
        ...(asset ? { asset } : {}),
        ...(state ? { state: alarmStateCodec.fromWire(state, "state") } : {}),
      },
      sort: [
        { field: "site", direction: "asc" },
        { field: "asset", direction: "asc" },
      ],
      ...page(request, LIST_LIMIT),
    });
    return { alarms: items.map(({ value }) => alarmToWire(alarmOf(value))), nextCursor: nextCursor ?? "" };
  };
}
