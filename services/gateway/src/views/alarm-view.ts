import type { AlarmKpis } from "@phm/contracts";
import { alarmStateCodec } from "@phm/contracts";
import { type Alarm, type AlarmTransition, formatTimeNs, type TimeNs } from "@phm/domain";

const timeOrNull = (timeNs: TimeNs | null) => (timeNs === null ? null : formatTimeNs(timeNs));

/** An alarm as the API shows it. */
export function alarmView(alarm: Alarm) {
  return {
    id: alarm.id,
    organisation: alarm.ref.organisation,
    site: alarm.ref.site,
    asset: alarm.ref.asset,
    state: alarm.state,
    condition: alarm.condition,
    active: alarm.active,
    raisedAt: timeOrNull(alarm.raisedNs),
    since: formatTimeNs(alarm.sinceNs),
    shelvedUntil: timeOrNull(alarm.shelvedUntilNs),
    transitionCount: alarm.sequence,
    trace: {
      acquisition: alarm.acquisition,
      time: formatTimeNs(alarm.timeNs),
      featureSet: alarm.featureSet,
      modelVersion: alarm.modelVersion,
    },
  };
}

export function alarmTransitionView({ sequence, timeNs, event, from, to, condition, actor, reason, acquisition }: AlarmTransition) {
  return { sequence, time: formatTimeNs(timeNs), event, from, to, condition, actor, reason, acquisition };
}

/** ISA-18.2's figures as the API shows them; null where there is nothing to count by. */
export function alarmKpisView(kpis: AlarmKpis) {
  const { fromNs, toNs, assets, raised, chattering, stale, standing, floods, floodActive, judged, confirmed } = kpis;
  return {
    from: formatTimeNs(fromNs),
    to: formatTimeNs(toNs),
    assetCount: assets,
    raisedCount: raised,
    alarmsPerAssetWeekRatio: kpis.alarmsPerAssetWeek ?? null,
    standingCount: standing,
    stale,
    chattering,
    byState: kpis.byState.map(({ state, alarms }) => ({ state: alarmStateCodec.fromWire(state, "state"), alarmCount: alarms })),
    floodCount: floods,
    floodActive,
    precision: { judgedCount: judged, confirmedCount: confirmed, precisionRatio: kpis.precisionRatio ?? null },
  };
}
