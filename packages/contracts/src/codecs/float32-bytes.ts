/** Whether this machine stores numbers as the wire has them; if so a copy of the bytes is all that is needed. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Values as 32-bit IEEE 754, little endian. May share memory with the values. */
export function float32Bytes(values: Float32Array): Uint8Array {
  if (LITTLE_ENDIAN) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const view = new DataView(new ArrayBuffer(values.byteLength));
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i] as number, true);
  return new Uint8Array(view.buffer);
}

/** The inverse of {@link float32Bytes}, in memory of its own: the bytes of a message need not lie on a boundary of four. */
export function float32Values(bytes: Uint8Array): Float32Array {
  // `new`, not `slice`: what gRPC hands over are Buffers, whose slices are views of a larger memory.
  if (LITTLE_ENDIAN) return new Float32Array(new Uint8Array(bytes).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
