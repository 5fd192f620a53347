import type { AssetConfig, ConfigNotice } from "@phm/domain";
import { placedBearings } from "./bearing-frequencies.js";
import { isResolved, resolveBearing } from "./characteristic-orders.js";

/**
 * What a configuration says that the suite cannot use, or uses with care: designations that the catalogue does not have, and those whose
 * inside is only estimated. No notice is an error: the machine is watched, without the lines concerned.
 */
export function configNotices(config: AssetConfig): ConfigNotice[] {
  return placedBearings(config, config.kinematics?.referenceShaft ?? "").flatMap(({ field: place, bearing }) => {
    const { designation, geometry, orders } = bearing;
    if (designation === undefined || geometry || orders) return [];
    const found = resolveBearing(bearing);
    const field = `${place}.designation`;
    if (!isResolved(found)) {
      return [
        {
          field,
          value: designation,
          noticeEn: "not in the catalogue: state geometry or orders, or lines of this bearing cannot be looked for",
          noticeZh: "目录中没有此型号：请填写几何参数或特征阶次，否则无法查找该轴承的谱线",
        },
      ];
    }
    if (found.accuracy !== "estimated") return [];
    return [
      {
        field,
        value: designation,
        noticeEn: "geometry estimated from the boundary dimensions: state the maker's geometry or orders for a sure diagnosis",
        noticeZh: "几何参数由外形尺寸估算：如需可靠诊断，请填写厂家的几何参数或特征阶次",
      },
    ];
  });
}
