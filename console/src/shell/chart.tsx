import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

interface Props {
  readonly options: Omit<uPlot.Options, "width" | "height">;
  readonly data: uPlot.AlignedData;
  readonly heightPx?: number;
  /** What the chart shows, for who cannot see it. */
  readonly label: string;
}

const DEFAULT_HEIGHT_PX = 260;

/** A chart as wide as its place. Drawn anew when its options change, else given its new data. */
export function Chart({ options, data, heightPx = DEFAULT_HEIGHT_PX, label }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(data);
  const chart = useRef<uPlot>(undefined);
  latest.current = data;
  useEffect(() => {
    const box = place.current as HTMLDivElement;
    const drawn = new uPlot({ ...options, width: box.clientWidth, height: heightPx }, latest.current, box);
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: box.clientWidth, height: heightPx }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      drawn.destroy();
    };
  }, [options, heightPx]);
  useEffect(() => {
    if (chart.current) renew(chart.current, data);
  }, [data]);
  return <div ref={place} role="img" aria-label={label} />;
}

/** New data widen what is shown, unless somebody has zoomed in. */
function renew(chart: uPlot, data: uPlot.AlignedData): void {
  if (chart.data === data) return;
  const { min, max } = chart.scales.x ?? {};
  const [before] = chart.data;
  const isDrawn = typeof min === "number" && typeof max === "number" && before !== undefined && before.length > 0;
  const isZoomed = isDrawn && (min !== before[0] || max !== before[before.length - 1]);
  chart.setData(data, !isZoomed);
  if (isZoomed) chart.redraw();
}
