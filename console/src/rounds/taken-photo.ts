import type { StoredPhoto } from "./round-types.js";

/** A phone's camera makes photos of many megabytes; this many pixels on the longer side show a crack. */
const LONGEST_SIDE = 1_600;
const QUALITY = 0.85;

/** The photo as it is kept and sent: scaled down, as JPEG, without what the camera notes about place and person, known by its hash. */
export async function takenPhoto(file: Blob): Promise<StoredPhoto> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const content = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  const digest = await crypto.subtle.digest("SHA-256", await content.arrayBuffer());
  return { sha256: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""), content };
}
