import { formatTimeNs, type Suppression } from "@phm/domain";

/** A suppression as the API shows it; `point` is null where it is meant at any. */
export function suppressionView({ id, ref, point, failureMode, reason, actor, sinceNs, untilNs, lifted }: Suppression) {
  return {
    ...{ id, organisation: ref.organisation, site: ref.site, asset: ref.asset, point: point ?? null, failureMode, reason, actor },
    since: formatTimeNs(sinceNs),
    until: formatTimeNs(untilNs),
    lifted: lifted ? { actor: lifted.actor, time: formatTimeNs(lifted.timeNs), reason: lifted.reason } : null,
  };
}
