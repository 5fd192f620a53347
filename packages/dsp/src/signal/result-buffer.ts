import { InvalidValue } from "@phm/domain";

/**
 * The array that receives a result: the caller's own where one is given, so that a loop over many blocks allocates nothing, else a new one.
 * @throws InvalidValue when the caller's array has another length
 */
export function float32Result(into: Float32Array | undefined, length: number): Float32Array {
  if (into === undefined) return new Float32Array(length);
  requireLength(into, length);
  return into;
}

/** As {@link float32Result}, in float64. */
export function float64Result(into: Float64Array | undefined, length: number): Float64Array {
  if (into === undefined) return new Float64Array(length);
  requireLength(into, length);
  return into;
}

function requireLength(into: Float32Array | Float64Array, length: number): void {
  if (into.length !== length) throw new InvalidValue("into.length", into.length, `${length}`);
}
