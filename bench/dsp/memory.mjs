import { collectGarbage } from "./collect-garbage.mjs";
import { coreFeatures, madeBlock } from "./core-features.mjs";
import { reportLimit } from "./limit-line.mjs";

const POINTS = 20;
/** Of the points that are left out at the start: code is still being compiled. */
const WARM_UP_POINTS = 4;

/** Computes `blocks` blocks and reports by how much memory grows per block: the slope of the least-squares line after warm-up. */
export function measureMemory(blocks) {
  const block = madeBlock();
  const points = [];
  for (let point = 1; point <= POINTS; point++) {
    for (let i = 0; i < blocks / POINTS; i++) coreFeatures(block);
    collectGarbage();
    points.push(process.memoryUsage());
  }
  const kept = points.slice(WARM_UP_POINTS);
  for (const [name, what] of [
    ["heapUsed", "heap"],
    ["external", "external memory"],
  ]) {
    reportLimit({
      measure: `growth of the ${what} per block over ${blocks.toLocaleString("en")} blocks`,
      value: slope(kept.map((point) => point[name])) / (blocks / POINTS),
      unit: "bytes/block",
      limit: 1,
    });
  }
}

/** Of the least-squares line through (0, values[0]), (1, values[1]) … */
function slope(values) {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const products = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return products / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}
