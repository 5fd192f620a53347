import { readableDuration } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Card, Empty } from "antd";
import { useMemo } from "react";
import type uPlot from "uplot";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { Chart } from "../shell/chart.js";
import { useSettings } from "../shell/settings.js";
import { type AssetPlace, type LifeHistory, lifeHistory } from "./asset-api.js";
import { axesIn, timeColumn } from "./axes.js";

const S_PER_MS = 1 / 1_000;
const LOGARITHMIC = 3;

/** What was said of remaining life when, as median and band, and how it came out where that is known. */
export function FanChart({ place }: { readonly place: AssetPlace }) {
  const { texts } = useSettings();
  const history = useQuery({ queryKey: ["life", place], queryFn: () => lifeHistory(place), refetchInterval: again });
  return (
    <Card size="small" title={texts.asset.fan}>
      <p className="quiet">{texts.asset.fanHint}</p>
      <Asked query={history}>
        {(data) =>
          data.columns.p10S.some((value) => value !== null) ? (
            <Fan data={data} />
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.fleet.unknown} />
          )
        }
      </Asked>
    </Card>
  );
}

function Fan({ data }: { readonly data: LifeHistory }) {
  const { isDark, texts, language } = useSettings();
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const [line, band, actual] = isDark ? ["#5ad1b4", "#5ad1b433", "#f59e0b"] : ["#0f766e", "#0f766e26", "#b45309"];
    const durations = (_chart: uPlot, values: number[]) =>
      values.map((seconds) => (seconds > 0 ? readableDuration(seconds, language) : ""));
    const value = (_chart: uPlot, seconds: number | null) => (seconds === null ? "—" : readableDuration(seconds, language));
    const edge = { stroke: band, width: 1, points: { show: false }, value };
    return {
      scales: { y: { distr: LOGARITHMIC } },
      series: [
        timeColumn(texts.asset.time),
        { label: texts.asset.low, ...edge },
        { label: texts.asset.median, stroke: line, width: 2, points: { show: false }, value },
        { label: texts.asset.high, ...edge },
        { label: texts.asset.actual, stroke: actual, width: 2, dash: [6, 4], points: { show: false }, value },
      ],
      bands: [{ series: [3, 1], fill: band }],
      axes: axesIn(isDark, durations),
    };
  }, [isDark, texts, language]);
  const columns = useMemo((): uPlot.AlignedData => {
    const { p10S, p50S, p90S, actualRemainingS } = data.columns;
    return [
      data.times.map((time) => Date.parse(time) * S_PER_MS),
      positive(p10S),
      positive(p50S),
      positive(p90S),
      positive(actualRemainingS),
    ];
  }, [data]);
  return <Chart label={texts.asset.fan} options={options} data={columns} />;
}

/** A logarithmic axis has no zero. */
const positive = (values: readonly (number | null)[]) => values.map((value) => (value !== null && value > 0 ? value : null));
