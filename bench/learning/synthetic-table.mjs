import { trendTable } from "@phm/learning";

const SENSORS = 15;

/** Units whose sensors drift with the remaining life, each by its own amount, under a deterministic ripple. */
export function syntheticTable(units, cyclesPerUnit) {
  const values = [];
  for (let unit = 1; unit <= units; unit++) {
    const life = cyclesPerUnit + ((unit * 37) % 60);
    for (let cycle = 1; cycle <= life; cycle++) {
      values.push(unit, cycle);
      const wear = Math.exp(-(life - cycle) / 40);
      for (let s = 0; s < SENSORS; s++) values.push(100 + (s + 1) * wear + 0.3 * Math.sin(cycle * (s + 1.7) + unit));
    }
  }
  return trendTable(["unit", "cycle", ...Array.from({ length: SENSORS }, (_, s) => `s${s + 1}`)], values);
}
