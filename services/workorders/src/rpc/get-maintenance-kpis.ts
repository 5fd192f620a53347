import type { CountedRatio, ModePrecision } from "@phm/advisory";
import { failureModeCodec, type KpiService } from "@phm/contracts";
import { type AssetId, assetId, equipmentCode, formatTimeNs, InvalidValue, NS_PER_S, organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import type { OrderKpis } from "../kpis/order-kpis.js";

type GetMaintenanceKpis = MethodHandler<(typeof KpiService)["method"]["getMaintenanceKpis"]>;

/** Three years and a little: figures of more are a report, and not asked of a service that opens orders. */
const MAX_DAYS = 1_100;
const MAX_SPAN_NS = BigInt(MAX_DAYS * 86_400) * NS_PER_S;

export function getMaintenanceKpis(kpis: OrderKpis, tree: Pick<EquipmentTree, "assetsUnder">): GetMaintenanceKpis {
  return async ({ asset, place: code, fromNs, toNs, ...where }) => {
    if (toNs <= fromNs) throw new InvalidValue("toNs", formatTimeNs(toNs), `after fromNs (${formatTimeNs(fromNs)})`);
    if (toNs - fromNs > MAX_SPAN_NS) throw new InvalidValue("toNs", formatTimeNs(toNs), `at most ${MAX_DAYS} days after fromNs`);
    if (asset && code) throw new InvalidValue("place", code, "left out where an asset is named");
    const place = { organisation: organisationId(where.organisation), site: siteId(where.site) };
    const assets: AssetId[] | undefined = code
      ? await tree.assetsUnder({ ...place, code: equipmentCode(code, "place") })
      : asset
        ? [assetId(asset)]
        : undefined;
    const asked = { ...place, ...(assets ? { assets } : {}), fromNs, toNs };
    const { planned, precision, precisionByMode, ...figures } = await kpis.figures(asked);
    return {
      ...figures,
      ...ratio("planned", planned),
      ...ratio("precision", precision),
      precisionByMode: precisionByMode.map(modePrecisionToWire),
    };
  };
}

function ratio<Name extends string>(name: Name, counted: CountedRatio | undefined) {
  return (counted ? { [name]: { ...counted } } : {}) as { [N in Name]?: CountedRatio };
}

function modePrecisionToWire({ failureMode, precision }: ModePrecision) {
  return { failureMode: failureModeCodec.toWire(failureMode), precision: { ...precision } };
}
