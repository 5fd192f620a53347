import { seriesBearings } from "../src/machine/bearing-series.js";
import { type BearingFamily, estimateGeometry } from "../src/machine/estimated-geometry.js";
import { characteristicOrders } from "../src/machine/geometry-orders.js";
import { PUBLISHED_BEARINGS } from "../src/machine/published-bearings.js";

/** Published bearings outside the covered series whose boundary dimensions are those of a known size: insert bearings and four-point contact. */
const FURTHER: Readonly<Record<string, readonly [family: BearingFamily, boreMm: number, outsideMm: number, contactAngleDeg: number]>> = {
  UER204: ["deep_groove_ball", 20, 47, 0],
  ER10K: ["deep_groove_ball", 20, 47, 0],
  ER16K: ["deep_groove_ball", 25, 52, 0],
  QJ212: ["angular_contact_ball", 60, 110, 35],
};

export interface EstimateComparison {
  readonly designation: string;
  readonly maker: string;
  readonly family: BearingFamily;
  readonly isCountRight: boolean;
  /** |estimated / published − 1| of BPFO, BPFI and FTF, the largest; and of BSF. */
  readonly raceErrorRatio: number;
  readonly spinErrorRatio: number;
}

/** Estimated against published orders, for every published bearing whose boundary dimensions are known. */
export function compareEstimates(): EstimateComparison[] {
  const series = new Map(seriesBearings().map((bearing) => [bearing.designation, bearing]));
  return PUBLISHED_BEARINGS.flatMap(({ designation, maker, geometry, orders }) => {
    const known = series.get(designation);
    const size = known
      ? ([known.family, known.boundary.boreMm, known.boundary.outsideMm, known.contactAngleDeg] as const)
      : FURTHER[designation];
    const published = orders ?? (geometry && characteristicOrders(geometry));
    if (!size || !published) return [];
    const estimate = estimateGeometry(...size);
    const estimated = characteristicOrders(estimate);
    const error = (name: keyof typeof published) => Math.abs(estimated[name] / published[name] - 1);
    return [
      {
        designation,
        maker,
        family: size[0],
        isCountRight: estimate.balls === Math.round(published.bpfo + published.bpfi),
        raceErrorRatio: Math.max(error("bpfo"), error("bpfi"), error("ftf")),
        spinErrorRatio: error("bsf"),
      },
    ];
  });
}

const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One line of Markdown a family: bearings compared, counts right, mean and largest error of race and cage orders, and of BSF. */
export function comparisonTable(): string[] {
  const rows = compareEstimates();
  return [...new Set(rows.map((row) => row.family))].map((family) => {
    const own = rows.filter((row) => row.family === family);
    const [races, spins] = [own.map((row) => row.raceErrorRatio), own.map((row) => row.spinErrorRatio)];
    const right = own.filter((row) => row.isCountRight).length;
    const errors = [mean(races), Math.max(...races), mean(spins), Math.max(...spins)].map(percent).join(" | ");
    return `| ${family.replaceAll("_", " ")} | ${own.length} | ${right} | ${errors} |`;
  });
}
