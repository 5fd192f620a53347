import type { AssetRef, FailureMode, PointId, Suppression, TimeNs } from "@phm/domain";
import { assetKey } from "@phm/domain";
import type { Statement } from "./advisory-state.js";

/** What would be said about a machine. */
interface SaidOf {
  readonly ref: AssetRef;
  readonly point: PointId;
  readonly failureMode: FailureMode;
}

/** Whether a suppression stands at a time: it has neither run out nor been lifted. */
export function isSuppressing({ sinceNs, untilNs, lifted }: Suppression, timeNs: TimeNs): boolean {
  return lifted === undefined && sinceNs <= timeNs && timeNs < untilNs;
}

/** The suppression that keeps an order on this fault away at a time; of several the one that lasts longest. */
export function suppressionOf(suppressions: readonly Suppression[], said: SaidOf, timeNs: TimeNs): Suppression | undefined {
  const isMeant = ({ ref, point, failureMode }: Suppression) =>
    assetKey(ref) === assetKey(said.ref) && failureMode === said.failureMode && (point === undefined || point === said.point);
  const standing = suppressions.filter((each) => isSuppressing(each, timeNs) && isMeant(each));
  return standing.reduce<Suppression | undefined>(
    (longest, each) => (longest && longest.untilNs >= each.untilNs ? longest : each),
    undefined,
  );
}

/** Whether what was said under a suppression is to be said again, as that stands no longer; where nobody has asked, it is not known to. */
export function isFreed({ suppression }: Statement, suppressions: readonly Suppression[] | undefined, timeNs: TimeNs): boolean {
  if (suppression === undefined || suppressions === undefined) return false;
  return !suppressions.some((each) => each.id === suppression && isSuppressing(each, timeNs));
}
