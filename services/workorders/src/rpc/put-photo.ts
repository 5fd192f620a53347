import type { InspectionService } from "@phm/contracts";
import { checkPhotoHash, organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { PhotoStore } from "../inspection/photo-store.js";
import { receiveContent } from "../orders/attachment-store.js";
import { splitUpload } from "./upload.js";

type PutPhoto = MethodHandler<(typeof InspectionService)["method"]["putPhoto"]>;

export function putPhoto(photos: PhotoStore): PutPhoto {
  return async (requests) => {
    const { header, chunks } = await splitUpload(requests);
    const organisation = organisationId(header.organisation);
    checkPhotoHash(header.sha256);
    const received = await receiveContent(chunks, header.sha256);
    await photos.put(organisation, received);
    return { sha256: received.sha256, bytes: BigInt(received.content.byteLength) };
  };
}
