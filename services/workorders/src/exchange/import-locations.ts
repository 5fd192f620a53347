import { assetRef, InvalidValue } from "@phm/domain";
import type { FileRecord } from "@phm/exchange-files";
import { DuplicateKey } from "@phm/service-kit";
import type { LocationMap } from "./location-map.js";
import type { ExchangeParts } from "./open-exchange.js";
import type { SystemKey } from "./system-book.js";
import { type FileReport, takeFile } from "./take-file.js";

/** Takes a table of assets and their locations in a system. @throws InvalidValue for a mapping that breaks a rule, or a file of more than 64 MiB */
export function importLocations(
  key: SystemKey,
  request: { readonly mapping: string; readonly dryRun: boolean },
  chunks: AsyncIterable<Uint8Array>,
  { locations, hasAsset }: Pick<ExchangeParts, "locations" | "hasAsset">,
): Promise<FileReport> {
  const taken = new Map<string, string>();
  return takeFile({ kind: "locations", ...request }, chunks, async ({ fields }: FileRecord) => {
    const [asset, location] = [String(fields.asset), String(fields.location)];
    const other = taken.get(location);
    if (other !== undefined) throw takenBy(location, other);
    taken.set(location, asset);
    if (!(await hasAsset(assetRef(key.organisation, key.site, asset))))
      throw new InvalidValue("asset", asset, "one of the asset register", "unknown_asset");
    return request.dryRun ? wouldPut(key, asset, location, locations) : put(key, asset, location, locations);
  });
}

async function put(key: SystemKey, asset: string, location: string, locations: LocationMap): Promise<boolean> {
  try {
    return await locations.put(key, asset, location);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    throw takenBy(location, "another asset");
  }
}

async function wouldPut(key: SystemKey, asset: string, location: string, locations: LocationMap): Promise<boolean> {
  const holder = await locations.assetAt(key, location);
  if (holder !== undefined && holder !== asset) throw takenBy(location, holder);
  return holder === undefined;
}

function takenBy(location: string, asset: string): InvalidValue {
  return new InvalidValue("location", location, `of one asset: ${asset} has it`, "repeated");
}
