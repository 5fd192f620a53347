import { useQuery } from "@tanstack/react-query";
import { Empty, Select, Space } from "antd";
import { useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import type { AssetDetail } from "../asset/asset-api.js";
import { axesIn } from "../asset/axes.js";
import { Asked } from "../shell/asked.js";
import { Chart } from "../shell/chart.js";
import { useSettings } from "../shell/settings.js";
import { type Trace, type Waveform, waveform } from "./bench-api.js";
import { ExportBar } from "./export-bar.js";
import { useOutline, useTraceName } from "./trace-name.js";

const REVOLUTIONS = 10;
const S_PER_MIN = 60;
/** How long is looked at where no speed is known. */
const WITHOUT_SPEED_S = 0.2;
const MAX_VALUES = 20_000;
const SIDE_PX = 460;

interface Props {
  readonly trace: Trace;
  readonly points: AssetDetail["points"];
}

/** The way of the shaft or the housing across two points, over the first ten revolutions. */
export function OrbitView({ trace, points }: Props) {
  const { texts } = useSettings();
  const quantity = points.find(({ id }) => id === trace.point)?.quantity;
  const partners = points.filter((each) => each.id !== trace.point && each.quantity === quantity);
  const [partner, setPartner] = useState(partners[0]?.id);
  const speedRpm = useOutline(trace)?.speedRpm;
  const toS = speedRpm ? (REVOLUTIONS * S_PER_MIN) / speedRpm : WITHOUT_SPEED_S;
  const query = useQuery({
    queryKey: ["orbit", trace, partner, toS],
    enabled: partner !== undefined,
    queryFn: () =>
      Promise.all([trace, { ...trace, point: partner as string }].map((each) => waveform(each, { from: 0, to: toS }, MAX_VALUES))),
  });
  if (partner === undefined) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.bench.noPartner} />;
  return (
    <>
      <Space wrap className="notice">
        <Select
          aria-label={texts.bench.partner}
          value={partner}
          onChange={setPartner}
          options={partners.map(({ id }) => ({ value: id, label: id }))}
        />
        <span className="quiet">{`${toS.toFixed(3)} s`}</span>
      </Space>
      <Asked query={query}>{([x, y]) => x && y && <Orbit x={x} y={y} trace={trace} partner={partner} />}</Asked>
    </>
  );
}

interface OrbitProps {
  readonly x: Waveform;
  readonly y: Waveform;
  readonly trace: Trace;
  readonly partner: string;
}

function Orbit({ x, y, trace, partner }: OrbitProps) {
  const { texts, isDark } = useSettings();
  const box = useRef<HTMLDivElement>(null);
  const name = useTraceName(trace);
  const across = useMemo(() => x.values ?? [], [x]);
  const up = useMemo(() => y.values ?? [], [y]);
  const options = useMemo((): Omit<uPlot.Options, "width" | "height"> => {
    const most = Math.max(...[...across, ...up].map(Math.abs)) || 1;
    const [first = {}, second = {}] = axesIn(isDark);
    const { values: _times, ...bottom } = first;
    return {
      legend: { show: false },
      scales: { x: { time: false, range: [-most, most] }, y: { range: [-most, most] } },
      series: [{}, { show: false }],
      axes: [
        { ...bottom, label: `${trace.point} (${x.unit})`, labelSize: 22 },
        { ...second, label: `${partner} (${y.unit})`, labelSize: 22 },
      ],
      cursor: { show: false },
      hooks: { draw: [(chart) => drawPath(chart, across, up, isDark)] },
    };
  }, [across, up, isDark, trace.point, partner, x.unit, y.unit]);
  const data = useMemo(
    (): uPlot.AlignedData => [
      [-1, 1],
      [0, 0],
    ],
    [],
  );
  return (
    <>
      <ExportBar
        box={box}
        title={`${texts.bench.view.orbit} ${name} ${partner}`}
        columns={() => [
          { heading: `${texts.asset.time} (s)`, values: across.map((_, i) => i * x.stepS) },
          { heading: `${trace.point} (${x.unit})`, values: across },
          { heading: `${partner} (${y.unit})`, values: up },
        ]}
      />
      <div ref={box} className="orbit">
        <Chart options={options} data={data} heightPx={SIDE_PX} label={texts.bench.view.orbit} />
      </div>
    </>
  );
}

function drawPath({ ctx, valToPos }: uPlot, across: readonly number[], up: readonly number[], isDark: boolean): void {
  ctx.save();
  ctx.strokeStyle = isDark ? "#5ad1b4" : "#0f766e";
  ctx.lineWidth = devicePixelRatio;
  ctx.beginPath();
  for (const [i, value] of across.entries()) ctx.lineTo(valToPos(value, "x", true), valToPos(up[i] ?? 0, "y", true));
  ctx.stroke();
  ctx.restore();
}
