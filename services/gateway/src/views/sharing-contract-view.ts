import { formatTimeNs, type TimeNs } from "@phm/domain";
import type { z } from "zod";
import type { sharingContract } from "../schemas/sharing-contracts.js";
import { isInForce, type SharingContract } from "../sharing/sharing-contract.js";

type View = z.infer<typeof sharingContract>;

/** A contract as the API shows it. @param nowNs decides whether it has expired */
export function sharingContractView(contract: SharingContract, nowNs: TimeNs): View {
  const { id, owner, oem, assets, grants, horizon, expiresNs, madeBy, madeNs, revoked } = contract;
  return {
    ...{ id, owner, oem, madeBy },
    assets: assets.by === "model" ? assets : { by: "list", assets: [...assets.assets] },
    grants: grants.map(({ fields, ...grant }) => ({ ...grant, ...(fields && { fields: [...fields] }) })),
    horizon: {
      ...(horizon.fromNs !== undefined && { from: formatTimeNs(horizon.fromNs) }),
      ...(horizon.untilNs !== undefined && { until: formatTimeNs(horizon.untilNs) }),
      delayS: horizon.delayS,
    },
    ...{ expires: formatTimeNs(expiresNs), made: formatTimeNs(madeNs) },
    state: revoked ? "revoked" : isInForce(contract, nowNs) ? "active" : "expired",
    revoked: revoked ? { by: revoked.by, time: formatTimeNs(revoked.timeNs) } : null,
  };
}
