const SENSORS = 4;
const NOISE = 0.3;

/** Units whose sensors drift with the remaining life, each by its own amount, under a ripple: a table of slow readings, row major. */
export function simulatedTable(units) {
  const values = [];
  for (let unit = 1; unit <= units; unit++) {
    const life = 60 + ((unit * 37) % 50);
    for (let cycle = 1; cycle <= life; cycle++) {
      const wear = Math.exp(-(life - cycle) / 20);
      values.push(unit, cycle);
      for (let s = 1; s <= SENSORS; s++) values.push(100 + s * wear + NOISE * s * Math.sin(7.3 * cycle * s + unit));
    }
  }
  return { columns: ["unit", "cycle", ...Array.from({ length: SENSORS }, (_, s) => `s${s + 1}`)], values };
}
