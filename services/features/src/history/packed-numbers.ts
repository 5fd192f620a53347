const BYTES_PER_NUMBER = 8;

/** Numbers as 64-bit IEEE 754 in base64, in the order of the machine's bytes as every platform of Node has it (little endian). */
export function packNumbers(numbers: Float64Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString("base64");
}

/** The inverse of {@link packNumbers}, in memory of its own. */
export function unpackNumbers(packed: string): Float64Array {
  const bytes = Buffer.from(packed, "base64");
  const numbers = new Float64Array(bytes.byteLength / BYTES_PER_NUMBER);
  bytes.copy(new Uint8Array(numbers.buffer));
  return numbers;
}
