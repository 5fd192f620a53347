// The console's trend with 100,000 points beside a bare chart with the same data.
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import uPlot from "uplot";
import { FeatureCourse } from "../../console/src/asset/feature-course.js";
import { SettingsProvider } from "../../console/src/shell/settings.js";
import "uplot/dist/uPlot.min.css";

const POINTS = 100_000;
const STEP_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 1);
const [WIDTH_PX, HEIGHT_PX] = [1_200, 260];

const times = Array.from({ length: POINTS }, (_, i) => new Date(START_MS + i * STEP_MS).toISOString());
const values = times.map((_, i) => 1 + Math.sin(i / 500) + ((i * 7_919) % 1_000) / 2_000);
const at = (i: number) => times[i] as string;
const data = { unit: "g", times, columns: { rms: values } };
const happenings = [
  { kind: "gap", from: at(1_000), to: at(2_000) },
  { kind: "alarm", from: at(20_000), to: at(40_000) },
  { kind: "order", from: at(20_000) },
  { kind: "repair", from: at(60_000), to: at(60_000) },
] as const;
const zones = [{ at: 1.4, kind: "A/B" }] as const;

function Console() {
  return (
    <BrowserRouter>
      <SettingsProvider>
        <FeatureCourse data={data} feature="rms" onset={at(20_000)} zones={zones} happenings={happenings} />
      </SettingsProvider>
    </BrowserRouter>
  );
}

const place = document.getElementById("console") as HTMLElement;
place.style.width = `${WIDTH_PX}px`;
createRoot(place).render(<Console />);
const columns: uPlot.AlignedData = [times.map((time) => Date.parse(time) / 1_000), values];
const bare = { width: WIDTH_PX, height: HEIGHT_PX, series: [{}, { stroke: "#0f766e", width: 1.5, points: { show: false } }] };
new uPlot(bare, columns, document.getElementById("bare") as HTMLElement);
