import { useMemo } from "react";
import type uPlot from "uplot";
import { Chart } from "../shell/chart.js";
import { useSettings } from "../shell/settings.js";
import type { FeatureColumns } from "./asset-api.js";
import { axesIn, timeColumn } from "./axes.js";
import { drawHappenings, drawLevels } from "./draw-happenings.js";
import { HappeningList } from "./happening-list.js";
import type { Happening } from "./happenings.js";
import { type Level, usualLevel } from "./levels.js";

const S_PER_MS = 1 / 1_000;
const ZONE_COLOURS = { "A/B": "#2563a8", "B/C": "#b45309", "C/D": "#b42318", usual: "#7a8790" } as const;

interface Props {
  readonly data: FeatureColumns;
  readonly feature: string;
  readonly onset: string | undefined;
  readonly zones: readonly Level[];
  readonly happenings: readonly Happening[];
}

/** One feature over time: from the onset on the ground is shaded; zones, what is usual, and what has happened are drawn in. */
export function FeatureCourse({ data, feature, onset, zones, happenings }: Props) {
  const { isDark, texts } = useSettings();
  const values = data.columns[feature] ?? [];
  const levels = [...zones, ...usualLevel(data.times, values, onset)];
  // Drawn anew only when something has changed: each answer is a new object.
  const drawn = JSON.stringify({ levels, happenings });
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const shown = JSON.parse(drawn) as { levels: Level[]; happenings: Happening[] };
    const label = labelOf(feature, data.unit);
    const named = shown.levels.map(({ at, kind }) => ({
      at,
      name: kind === "usual" ? texts.asset.usual : `${texts.fleet.zone} ${kind}`,
      colour: ZONE_COLOURS[kind],
    }));
    return {
      series: [
        timeColumn(texts.asset.time),
        { label, stroke: isDark ? "#5ad1b4" : "#0f766e", width: 1.5, spanGaps: false, points: { show: false } },
      ],
      axes: axesIn(isDark),
      hooks: {
        drawClear: [(chart) => onset !== undefined && shadeFrom(chart, Date.parse(onset) * S_PER_MS, isDark)],
        draw: [(chart) => drawHappenings(chart, shown.happenings, isDark), (chart) => drawLevels(chart, named)],
      },
    };
  }, [texts, feature, data.unit, isDark, onset, drawn]);
  const columns = useMemo(
    (): uPlot.AlignedData => [data.times.map((time) => Date.parse(time) * S_PER_MS), [...(data.columns[feature] ?? [])]],
    [data, feature],
  );
  return (
    <>
      <Chart label={`${texts.asset.trend}: ${feature}`} options={options} data={columns} />
      <HappeningList happenings={happenings} />
    </>
  );
}

/** Names of the others carry their unit, or they are ratios. */
const IN_UNIT_OF_CHANNEL = /^(rms|peak|bandRms)/;
const labelOf = (feature: string, unit: string) => (IN_UNIT_OF_CHANNEL.test(feature) ? `${feature} (${unit})` : feature);

function shadeFrom(chart: uPlot, startS: number, isDark: boolean): void {
  const { left, top, width, height } = chart.bbox;
  const from = Math.max(left, chart.valToPos(startS, "x", true));
  if (from > left + width) return;
  chart.ctx.fillStyle = isDark ? "#f9731622" : "#c2410c18";
  chart.ctx.fillRect(from, top, left + width - from, height);
}
