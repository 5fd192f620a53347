import type { InspectionService } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { PhotoStore } from "../inspection/photo-store.js";

type FindMissingPhotos = MethodHandler<(typeof InspectionService)["method"]["findMissingPhotos"]>;

const MAX_HASHES = 500;

export function findMissingPhotos(photos: PhotoStore): FindMissingPhotos {
  return async ({ organisation, sha256 }) => {
    if (sha256.length < 1 || sha256.length > MAX_HASHES)
      throw new InvalidValue("sha256", sha256.length, `1 to ${MAX_HASHES} hashes`, "out_of_range");
    return { sha256: await photos.missing(organisationId(organisation), sha256) };
  };
}
