const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK_64 = 0xffffffffffffffffn;
const DIGITS = 12;

/** 64-bit FNV-1a over UTF-8, with a final mix (splitmix64) so that every output bit depends on every input bit. */
function hash64(text: string): bigint {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & MASK_64;
  hash = ((hash ^ (hash >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  hash = ((hash ^ (hash >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  return hash ^ (hash >> 31n);
}

/**
 * Human-readable id of the order that an advisory opens: `WO-` and 12 characters of Crockford base32 (60 bits: of a million orders two
 * meet with a chance of one in two million), the same for the same advisory wherever it is computed.
 */
export function workOrderId(advisoryId: string): string {
  let rest = hash64(advisoryId);
  let text = "";
  for (let i = 0; i < DIGITS; i++) {
    text += CROCKFORD[Number(rest & 31n)];
    rest >>= 5n;
  }
  return `WO-${text}`;
}
