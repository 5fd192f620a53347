import { checkWords, formatTimeNs, InvalidValue } from "@phm/domain";
import type { AssetSelection, DataClass, Horizon, SharingContract } from "./sharing-contract.js";

/** Ten years: what is agreed for longer is agreed anew. */
const MAX_LENGTH_NS = 3653n * 86_400n * 1_000_000_000n;
const MAX_DELAY_S = 366 * 86_400;
/** The only class of which there are values by hour and day. */
const COARSER: DataClass = "feature";
export const MAX_LISTED_ASSETS = 1_000;
export const MAX_FIELDS = 100;

/**
 * What is wrong with a contract as it was written.
 * @throws InvalidValue naming the field: a contract with oneself, without machines or grants, a class granted twice, a horizon or an end that is past
 */
export function checkContract(contract: SharingContract): void {
  const { owner, oem, assets, grants, horizon, madeBy, madeNs, expiresNs } = contract;
  if (owner === oem) throw new InvalidValue("oem", oem, "another organisation than the owner");
  checkWords("madeBy", madeBy);
  checkSelection(assets);
  if (grants.length === 0) throw new InvalidValue("grants", [], "at least one grant");
  for (const [index, { dataClass, fields, resolution }] of grants.entries()) {
    if (grants.findIndex((each) => each.dataClass === dataClass) !== index)
      throw new InvalidValue(`grants[${index}].dataClass`, dataClass, "granted once");
    if (resolution !== "raw" && dataClass !== COARSER)
      throw new InvalidValue(`grants[${index}].resolution`, resolution, `raw: only data of class ${COARSER} are kept by hour and day`);
    if (fields && (fields.length === 0 || fields.length > MAX_FIELDS))
      throw new InvalidValue(`grants[${index}].fields`, fields.length, `1 to ${MAX_FIELDS} fields, or left out for all`);
  }
  checkHorizon(horizon);
  if (expiresNs <= madeNs || expiresNs > madeNs + MAX_LENGTH_NS) {
    const limit = `after ${formatTimeNs(madeNs)}, at most ${formatTimeNs(madeNs + MAX_LENGTH_NS)}`;
    throw new InvalidValue("expires", formatTimeNs(expiresNs), limit, "out_of_range");
  }
}

function checkSelection(assets: AssetSelection): void {
  if (assets.by === "model") {
    checkWords("assets.manufacturer", assets.manufacturer);
    checkWords("assets.model", assets.model);
    return;
  }
  const count = assets.assets.length;
  if (count === 0 || count > MAX_LISTED_ASSETS) throw new InvalidValue("assets.assets", count, `1 to ${MAX_LISTED_ASSETS} machines`);
}

function checkHorizon({ fromNs, untilNs, delayS }: Horizon): void {
  if (!Number.isInteger(delayS) || delayS < 0 || delayS > MAX_DELAY_S)
    throw new InvalidValue("horizon.delayS", delayS, `a whole number from 0 to ${MAX_DELAY_S}`, "out_of_range");
  if (fromNs !== undefined && untilNs !== undefined && untilNs <= fromNs)
    throw new InvalidValue("horizon.until", formatTimeNs(untilNs), `after ${formatTimeNs(fromNs)}`, "out_of_range");
}
