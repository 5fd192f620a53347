import { Checkbox, Space } from "antd";
import { useMemo, useRef, useState } from "react";
import { useSettings } from "../shell/settings.js";
import { BandBar } from "./band-bar.js";
import type { Band, PartFrequency, Range, Spectrum, SpectrumKind } from "./bench-api.js";
import { CursorBar, NEW_CURSOR } from "./cursor-bar.js";
import { CursorTable } from "./cursor-table.js";
import { inDecibels } from "./decibel.js";
import { ExportBar } from "./export-bar.js";
import { figure } from "./figure.js";
import { type Line, LineChart } from "./line-chart.js";
import { cursorMarks, type Mark, partAt, type SpectrumCursor } from "./marks.js";
import { partName } from "./part-name.js";
import { ZoomBar } from "./zoom-bar.js";

const S_PER_MIN = 60;
const SLIP_SIDEBANDS = 3;

interface Props {
  readonly spectra: readonly Spectrum[];
  readonly names: readonly string[];
  readonly kind: SpectrumKind;
  readonly isCurrent: boolean;
  readonly parts: readonly PartFrequency[];
  readonly band: Band;
  readonly onRange: (range: Range | undefined) => void;
  readonly onBand: (band: Band) => void;
}

/** The spectrum with its cursors and the frequencies of the machine's parts. */
export function SpectrumChart({ spectra, names, kind, isCurrent, parts, band, onRange, onBand }: Props) {
  const { texts, language } = useSettings();
  const box = useRef<HTMLDivElement>(null);
  const [isInDecibels, setInDecibels] = useState(isCurrent);
  const [hasParts, setHasParts] = useState(true);
  const [own, setCursor] = useState<SpectrumCursor | "none">();
  const [first] = spectra;
  const title = names.join("\n");
  const isDb = isInDecibels && kind !== "cepstrum";
  const lines = useMemo(
    () => spectra.map((each, i) => lineOf(each, title.split("\n")[i] ?? "", isDb, kind === "psd")),
    [spectra, title, isDb, kind],
  );
  const cursor = own === "none" ? undefined : (own ?? (isCurrent ? slipCursor(parts) : undefined));
  const axisUnit = first?.axisUnit ?? "Hz";
  const drawn = useMemo((): Mark[] => {
    const marks: Mark[] = hasParts
      ? parts.map((part) => ({ at: partAt(part, axisUnit), name: partName(part, texts, language), look: "part" }))
      : [];
    return [...marks, ...(cursor ? cursorMarks(cursor) : [])];
  }, [hasParts, parts, axisUnit, texts, language, cursor]);
  // Drawn again only when something has changed: parts are a new list each time.
  const key = JSON.stringify(drawn);
  const marks = useMemo(() => JSON.parse(key) as Mark[], [key]);
  const unitWord = axisUnit === "1" ? texts.bench.ordersUnit : axisUnit;
  const axis = useMemo(
    () => ({ name: texts.bench.axis[axisUnit === "1" ? "order" : axisUnit === "s" ? "quefrency" : "frequency"], unit: unitWord }),
    [texts, axisUnit, unitWord],
  );
  const [pick] = useState(
    () => (at: number) => setCursor((before) => ({ ...NEW_CURSOR, ...(typeof before === "object" ? before : {}), at })),
  );
  if (!first) return null;
  const plain = first.unit === "1" ? texts.bench.noUnit : first.unit;
  const unit = isDb ? `dB re 1 ${first.unit === "1" ? "" : first.unit}`.trim() : plain;
  const shown = { from: first.axisStart, to: first.axisStart + first.axisStep * (first.values.length - 1) };
  const shaft = axisUnit === "Hz" && first.speedRpm !== null ? first.speedRpm / S_PER_MIN : undefined;
  return (
    <>
      <Space wrap className="notice">
        <ZoomBar shown={shown} onChange={onRange} />
        {kind !== "cepstrum" && (
          <Checkbox checked={isDb} onChange={({ target }) => setInDecibels(target.checked)}>
            dB
          </Checkbox>
        )}
        <Checkbox checked={hasParts} onChange={({ target }) => setHasParts(target.checked)}>
          {texts.bench.parts}
        </Checkbox>
        <ExportBar
          box={box}
          title={`${texts.bench.view[kind]} ${names[0]}`}
          columns={() =>
            lines.flatMap(({ name, x, y }) => [
              { heading: `${axis.name} (${axis.unit})`, values: x },
              { heading: `${name} (${unit})`, values: y },
            ])
          }
        />
      </Space>
      {kind.includes("envelope") && <BandBar band={band} used={first.band} onChange={onBand} />}
      <CursorBar cursor={cursor} onChange={(value) => setCursor(value ?? "none")} parts={parts} axisUnit={axisUnit} unit={unitWord} />
      <p className="quiet">{factsOf(first, texts.bench.source, texts.bench.resolution, unitWord)}</p>
      <div ref={box}>
        <LineChart lines={lines} axis={axis} unit={unit} marks={marks} onZoom={onRange} onPick={pick} label={texts.bench.view[kind]} />
      </div>
      <CursorTable marks={marks} lines={lines} axisUnit={unitWord} unit={unit} shaft={shaft} />
    </>
  );
}

function lineOf({ axisStart, axisStep, values }: Spectrum, name: string, isDb: boolean, isPower: boolean): Line {
  return { name, x: values.map((_, i) => axisStart + i * axisStep), y: isDb ? inDecibels(values, isPower) : [...values] };
}

/** A motor's slip shows in its current: at the pole-pass frequency on both sides of the supply's. */
function slipCursor(parts: readonly PartFrequency[]): SpectrumCursor | undefined {
  const line = parts.find(({ kind }) => kind === "line");
  const slip = parts.find(({ kind }) => kind === "pole_pass");
  return line && slip && { at: line.frequencyHz, harmonics: 1, spacing: slip.frequencyHz, sidebands: SLIP_SIDEBANDS };
}

function factsOf(
  { speedRpm, shaftAngleSource, axisStep, linesPerValue }: Spectrum,
  sources: Readonly<Record<NonNullable<Spectrum["shaftAngleSource"]>, string>>,
  resolution: string,
  unit: string,
): string {
  return [
    speedRpm === null ? undefined : `${figure(speedRpm)} rpm`,
    shaftAngleSource === null ? undefined : sources[shaftAngleSource],
    `${resolution} ${figure(axisStep / linesPerValue)} ${unit}`,
  ]
    .filter(Boolean)
    .join(" · ");
}
