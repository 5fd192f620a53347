import { type Equipment, OUT_OF_USE } from "@phm/domain";
import type { MachineFacts } from "../register/asset-register.js";

/** What the other services must know of a machine beside what its asset's configuration says. */
export function machineFacts({ state, repairs, record: { criticality } }: Equipment): MachineFacts {
  const outOfUse = OUT_OF_USE.find((each) => each === state);
  return {
    ...(criticality === undefined ? {} : { criticality }),
    ...(outOfUse === undefined ? {} : { outOfUse }),
    ...(repairs === undefined ? {} : { repairs }),
  };
}
