import type { OperatingConditions } from "@phm/domain";
import { figure, type Words } from "../findings/finding-words.js";

/** How the machine ran when something was seen that it does not run at now. */
export function seenElsewhereWords({ speedRpm, loadN, currentA }: OperatingConditions): Words {
  const parts = [
    ...(speedRpm === undefined ? [] : [`${figure(speedRpm)} rpm`]),
    ...(loadN === undefined ? [] : [`${figure(loadN)} N`]),
    ...(currentA === undefined ? [] : [`${figure(currentA)} A`]),
  ];
  return {
    reasonEn: `Seen at ${parts.join(", ")}; the machine runs at another speed or load now.`,
    reasonZh: `见于 ${parts.join("、")} 工况，设备当前运行于其他转速或负荷。`,
  };
}
