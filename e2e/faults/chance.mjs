/** Mulberry32: the same seed gives the same faults. @returns numbers from 0 to 1 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (low, high, random) => low + Math.floor(random() * (high - low + 1));
export const pick = (values, random) => values[Math.floor(random() * values.length)];
