import type { OrganisationId, TimeNs } from "@phm/domain";
import {
  type DataClass,
  isAbout,
  isInForce,
  type Resolution,
  type SharedAsset,
  type SharingContract,
  shownUntil,
} from "./sharing-contract.js";

/** What an equipment maker may see of one data class of one machine now. */
export interface Permission {
  /** The contract that gives it. */
  readonly contract: string;
  /** Times of measurement: from, absent for the first, and until, not included. */
  readonly fromNs?: TimeNs;
  readonly untilNs: TimeNs;
  /** The only fields that are shown. Absent: all. */
  readonly fields?: ReadonlySet<string>;
  readonly resolution: Resolution;
}

/** What is asked of the contracts. */
export interface Question {
  readonly owner: OrganisationId;
  readonly oem: OrganisationId;
  readonly of: SharedAsset;
  readonly dataClass: DataClass;
}

/**
 * What contracts let an equipment maker see; undefined is nothing, which is what holds without a contract. Where several contracts grant the same class,
 * the one made last counts alone: grants of different contracts are never joined into one that nobody has signed.
 */
export function permits(
  contracts: readonly SharingContract[],
  { owner, oem, of, dataClass }: Question,
  nowNs: TimeNs,
): Permission | undefined {
  const granting = contracts
    .filter((each) => each.owner === owner && each.oem === oem && isInForce(each, nowNs) && isAbout(each, of))
    .filter(({ grants }) => grants.some((grant) => grant.dataClass === dataClass))
    .sort(lastFirst);
  const [contract] = granting;
  const grant = contract?.grants.find((each) => each.dataClass === dataClass);
  if (!contract || !grant) return undefined;
  const { fromNs } = contract.horizon;
  const untilNs = shownUntil(contract.horizon, nowNs);
  if (fromNs !== undefined && untilNs <= fromNs) return undefined;
  return {
    contract: contract.id,
    ...(fromNs !== undefined && { fromNs }),
    untilNs,
    ...(grant.fields && { fields: new Set(grant.fields) }),
    resolution: grant.resolution,
  };
}

function lastFirst(a: SharingContract, b: SharingContract): number {
  if (a.madeNs !== b.madeNs) return a.madeNs > b.madeNs ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}
