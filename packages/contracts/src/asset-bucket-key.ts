import type { AssetRef } from "@phm/domain";

const utf8 = new TextEncoder();

/** The bucket takes only ASCII letters, digits and `-_=`: anything else is written as =XX, byte by byte, so that any name fits and none collide. */
function escapeToken(token: string): string {
  return Array.from(utf8.encode(token), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9_-]/.test(character) ? character : `=${byte.toString(16).padStart(2, "0").toUpperCase()}`;
  }).join("");
}

/** `org.site.asset`, the key of an asset in the register's bucket. */
export function assetBucketKey(ref: AssetRef): string {
  return [ref.organisation, ref.site, ref.asset].map(escapeToken).join(".");
}
