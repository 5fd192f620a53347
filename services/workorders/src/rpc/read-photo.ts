import type { InspectionService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { PhotoStore } from "../inspection/photo-store.js";

type ReadPhoto = MethodHandler<(typeof InspectionService)["method"]["readPhoto"]>;

const CHUNK_BYTES = 256 * 1024;

/** What the photo is, then its content. */
export function readPhoto(photos: PhotoStore): ReadPhoto {
  return async function* ({ organisation, sha256 }) {
    const { content, contentType } = await photos.get(organisationId(organisation), sha256);
    yield { part: { case: "header", value: { organisation, sha256, contentType } } };
    for (let at = 0; at < content.byteLength; at += CHUNK_BYTES) {
      yield { part: { case: "chunk", value: content.subarray(at, at + CHUNK_BYTES) } };
    }
  };
}
