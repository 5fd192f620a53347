import { InvalidValue } from "@phm/domain";

/** Float32 values as base64 of little-endian bytes: exact, and a third of the length of decimal text. */
export function textOfFloat32(values: Float32Array): string {
  const bytes = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => {
    bytes.setFloat32(i * 4, value, true);
  });
  let text = "";
  for (const byte of new Uint8Array(bytes.buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

/** @throws InvalidValue unless it is base64 of `count` finite values */
export function float32OfText(text: unknown, count: number, field: string): Float32Array {
  let raw: string;
  try {
    raw = typeof text === "string" ? atob(text) : "";
  } catch {
    raw = "";
  }
  if (raw.length !== count * 4) throw new InvalidValue(`${field} bytes`, raw.length, `base64 of ${count} float32 values`, "foreign_model");
  const bytes = new DataView(Uint8Array.from(raw, (character) => character.charCodeAt(0)).buffer);
  const values = Float32Array.from({ length: count }, (_, i) => bytes.getFloat32(i * 4, true));
  const damaged = values.findIndex((value) => !Number.isFinite(value));
  if (damaged >= 0) throw new InvalidValue(`${field}[${damaged}]`, values[damaged], "a finite number", "foreign_model");
  return values;
}
