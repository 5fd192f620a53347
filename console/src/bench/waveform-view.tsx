import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Space } from "antd";
import { useMemo, useRef, useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { type Range, type Trace, type Waveform, waveform } from "./bench-api.js";
import { ExportBar } from "./export-bar.js";
import { figure } from "./figure.js";
import { type Line, LineChart } from "./line-chart.js";
import { useTraceName } from "./trace-name.js";
import { ZoomBar } from "./zoom-bar.js";

/** More than a chart has pixels: zooming in asks for the rest, down to the sample. */
const MAX_VALUES = 6_000;

interface Props {
  readonly trace: Trace;
  readonly other: Trace | undefined;
}

/** The course of one measurement, down to the single sample. */
export function WaveformView({ trace, other }: Props) {
  const { texts } = useSettings();
  const [range, setRange] = useState<Range>();
  const names = [useTraceName(trace), useTraceName(other)];
  const query = useQuery({
    queryKey: ["waveform", trace, other, range],
    placeholderData: keepPreviousData,
    queryFn: () => Promise.all([trace, ...(other ? [other] : [])].map((each) => waveform(each, range, MAX_VALUES))),
  });
  return (
    <Asked query={query}>{(waves) => <Course waves={waves} names={names} onRange={setRange} label={texts.bench.view.waveform} />}</Asked>
  );
}

interface CourseProps {
  readonly waves: readonly Waveform[];
  readonly names: readonly string[];
  readonly onRange: (range: Range | undefined) => void;
  readonly label: string;
}

function Course({ waves, names, onRange, label }: CourseProps) {
  const { texts } = useSettings();
  const box = useRef<HTMLDivElement>(null);
  const title = names.join("\n");
  const lines = useMemo(() => waves.map((wave, i) => lineOf(wave, title.split("\n")[i] ?? "")), [waves, title]);
  const axis = useMemo(() => ({ name: texts.asset.time, unit: "s" }), [texts]);
  const [first] = waves;
  if (!first) return null;
  const shown = { from: lines[0]?.x[0] ?? 0, to: lines[0]?.x.at(-1) ?? 0 };
  return (
    <>
      <Space wrap className="notice">
        <ZoomBar shown={shown} onChange={onRange} />
        <ExportBar
          box={box}
          title={`${label} ${names[0]}`}
          columns={() =>
            lines.flatMap(({ name, x, y }) => [
              { heading: `${axis.name} (s)`, values: x },
              { heading: `${name} (${first.unit})`, values: y },
            ])
          }
        />
        <span className="quiet">
          {first.samplesPerValue === 1 ? `${texts.bench.eachSample} (${figure(first.stepS * 1_000)} ms)` : texts.bench.extremes}
        </span>
      </Space>
      <div ref={box}>
        <LineChart lines={lines} axis={axis} unit={first.unit} onZoom={onRange} label={label} />
      </div>
    </>
  );
}

/** Of extremes, both are drawn: first the low one, half a step later the high one. */
function lineOf({ fromS, stepS, values, min = [], max = [] }: Waveform, name: string): Line {
  if (values) return { name, x: values.map((_, i) => fromS + i * stepS), y: [...values] };
  const x = min.flatMap((_, i) => [fromS + i * stepS, fromS + (i + 0.5) * stepS]);
  return { name, x, y: min.flatMap((low, i) => [low, max[i] ?? low]) };
}
