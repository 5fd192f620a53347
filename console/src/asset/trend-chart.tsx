import { useQuery } from "@tanstack/react-query";
import { Card, Empty, Select, Space } from "antd";
import { useMemo, useState } from "react";
import type uPlot from "uplot";
import { Asked } from "../shell/asked.js";
import { Chart } from "../shell/chart.js";
import { useSettings } from "../shell/settings.js";
import { type AssetDetail, type AssetPlace, type FeatureColumns, featureTrend } from "./asset-api.js";
import { axesIn, timeColumn } from "./axes.js";

const FIRST_SHOWN = "rms";
const S_PER_MS = 1 / 1_000;
const AGAIN_MS = 15_000;

interface Props {
  readonly place: AssetPlace;
  readonly asset: AssetDetail;
  readonly onset: string | undefined;
}

/** The course of one feature of one point; from the onset on the ground is shaded. */
export function TrendChart({ place, asset, onset }: Props) {
  const { texts } = useSettings();
  const [point, setPoint] = useState(asset.points[0]?.id ?? "");
  const [feature, setFeature] = useState(FIRST_SHOWN);
  const trend = useQuery({
    queryKey: ["trend", place, point],
    queryFn: () => featureTrend(place, point),
    enabled: point !== "",
    refetchInterval: AGAIN_MS,
  });
  const names = Object.keys(trend.data?.columns ?? {}).sort();
  const chosen = (
    <Space wrap>
      <Select
        aria-label={texts.asset.point}
        value={point}
        onChange={setPoint}
        options={asset.points.map(({ id }) => ({ value: id, label: id }))}
      />
      <Select
        showSearch
        className="feature"
        aria-label={texts.asset.feature}
        value={feature}
        onChange={setFeature}
        options={names.map((value) => ({ value, label: value }))}
      />
    </Space>
  );
  return (
    <Card size="small" title={texts.asset.trend} extra={chosen}>
      <Asked query={trend}>
        {(data) =>
          data.columns[feature] ? (
            <FeatureCourse data={data} feature={feature} onset={onset} />
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.asset.noTrend} />
          )
        }
      </Asked>
    </Card>
  );
}

function FeatureCourse({
  data,
  feature,
  onset,
}: {
  readonly data: FeatureColumns;
  readonly feature: string;
  readonly onset: string | undefined;
}) {
  const { isDark, texts } = useSettings();
  const options = useMemo(
    () => courseOptions(texts.asset.time, labelOf(feature, data.unit), isDark, onset),
    [texts, feature, data.unit, isDark, onset],
  );
  const columns = useMemo((): uPlot.AlignedData => {
    const times = data.times.map((time) => Date.parse(time) * S_PER_MS);
    return [times, [...(data.columns[feature] ?? [])]];
  }, [data, feature]);
  return <Chart label={`${texts.asset.trend}: ${feature}`} options={options} data={columns} />;
}

/** Names of the others carry their unit, or they are ratios. */
const IN_UNIT_OF_CHANNEL = /^(rms|peak|bandRms)/;
const labelOf = (feature: string, unit: string) => (IN_UNIT_OF_CHANNEL.test(feature) ? `${feature} (${unit})` : feature);

function courseOptions(time: string, label: string, isDark: boolean, onset: string | undefined): Omit<uPlot.Options, "width" | "height"> {
  const colour = isDark ? "#5ad1b4" : "#0f766e";
  return {
    series: [timeColumn(time), { label, stroke: colour, width: 1.5, spanGaps: false, points: { show: false } }],
    axes: axesIn(isDark),
    hooks: onset === undefined ? {} : { drawClear: [(chart) => shadeFrom(chart, Date.parse(onset) * S_PER_MS, isDark)] },
  };
}

function shadeFrom(chart: uPlot, startS: number, isDark: boolean): void {
  const { left, top, width, height } = chart.bbox;
  const from = Math.max(left, chart.valToPos(startS, "x", true));
  if (from > left + width) return;
  chart.ctx.fillStyle = isDark ? "#f9731622" : "#c2410c18";
  chart.ctx.fillRect(from, top, left + width - from, height);
}
