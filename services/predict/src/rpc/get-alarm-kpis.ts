import { type AlarmService, alarmStateCodec, assetRefFromWire } from "@phm/contracts";
import { type AlarmState, InvalidValue, organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { AlarmStatistics } from "../alarms/alarm-statistics.js";

type GetAlarmKpis = MethodHandler<(typeof AlarmService)["method"]["getAlarmKpis"]>;

const OPEN = 0n;

/** The figures of the alarm system of an organisation or of one site. */
export function getAlarmKpis(statistics: AlarmStatistics): GetAlarmKpis {
  return async ({ organisation, site, fromNs, toNs, verdicts }) => {
    if (fromNs !== OPEN && toNs !== OPEN && fromNs >= toNs) throw new InvalidValue("fromNs", fromNs, "before toNs");
    const found = await statistics.figures({
      organisation: organisationId(organisation),
      ...(site ? { site } : {}),
      ...(fromNs === OPEN ? {} : { fromNs }),
      ...(toNs === OPEN ? {} : { toNs }),
      verdicts: verdicts.map(({ ref, timeNs, confirmed }) => ({ ref: assetRefFromWire(ref), timeNs, confirmed })),
    });
    const { byState, alarmsPerAssetWeek, precisionRatio, chattering, stale, ...counts } = found.kpis;
    const states = Object.entries(byState) as [AlarmState, number][];
    return {
      kpis: {
        ...counts,
        fromNs: found.fromNs,
        toNs: found.toNs,
        chattering: [...chattering],
        stale: [...stale],
        byState: states.map(([state, alarms]) => ({ state: alarmStateCodec.toWire(state), alarms })),
        ...(alarmsPerAssetWeek === null ? {} : { alarmsPerAssetWeek }),
        ...(precisionRatio === null ? {} : { precisionRatio }),
      },
    };
  };
}
