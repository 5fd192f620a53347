import type { AssetConfig, Bearing, ConfigNotice } from "@phm/domain";
import { BEARING_CATALOGUE, type BearingCatalogue } from "./bearing-catalogue.js";
import { placedBearings } from "./bearing-frequencies.js";
import { isResolved, resolveBearing } from "./characteristic-orders.js";
import { nearestDesignations } from "./nearest-designations.js";

/**
 * What a configuration says that the suite cannot use, or uses with care: designations that the catalogue does not have, and those whose
 * inside is only estimated. No notice is an error: the machine is watched, without the lines concerned.
 */
export function configNotices(config: AssetConfig, catalogue: BearingCatalogue = BEARING_CATALOGUE): ConfigNotice[] {
  return placedBearings(config, config.kinematics?.referenceShaft ?? "").flatMap(({ field, bearing }) => {
    const words = noticeWords(bearing, catalogue);
    return words && bearing.designation !== undefined ? [{ field: `${field}.designation`, value: bearing.designation, ...words }] : [];
  });
}

function noticeWords(bearing: Bearing, catalogue: BearingCatalogue): Pick<ConfigNotice, "noticeEn" | "noticeZh"> | undefined {
  const { designation, geometry, orders } = bearing;
  if (designation === undefined || geometry || orders) return undefined;
  const found = resolveBearing(bearing, catalogue);
  if (!isResolved(found)) return unknownWords(nearestDesignations(designation, catalogue.keys()));
  return found.accuracy === "estimated" ? ESTIMATED_WORDS : undefined;
}

function unknownWords(nearest: readonly string[]): Pick<ConfigNotice, "noticeEn" | "noticeZh"> {
  const [nearestEn, nearestZh] =
    nearest.length > 0 ? [` (nearest: ${nearest.join(", ")})`, `（最接近的型号：${nearest.join("、")}）`] : ["", ""];
  return {
    noticeEn: `not in the catalogue${nearestEn}: state geometry or orders, or lines of this bearing cannot be looked for`,
    noticeZh: `目录中没有此型号${nearestZh}：请填写几何参数或特征阶次，否则无法查找该轴承的谱线`,
  };
}

const ESTIMATED_WORDS = {
  noticeEn: "geometry estimated from the boundary dimensions: state the maker's geometry or orders for a sure diagnosis",
  noticeZh: "几何参数由外形尺寸估算：如需可靠诊断，请填写厂家的几何参数或特征阶次",
};
