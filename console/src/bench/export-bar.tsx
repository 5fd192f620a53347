import { Button, Space } from "antd";
import type { RefObject } from "react";
import { useSettings } from "../shell/settings.js";
import { type CsvColumn, toCsv } from "./to-csv.js";

const HEADING_PX = 28;

interface Props {
  /** What holds the chart. */
  readonly box: RefObject<HTMLElement | null>;
  /** Stands over the picture and names the files. */
  readonly title: string;
  readonly columns: () => readonly CsvColumn[];
}

/** Saves the chart as a picture and its data as a table. */
export function ExportBar({ box, title, columns }: Props) {
  const { texts, isDark } = useSettings();
  const name = title.replaceAll(/[^\p{L}\p{N}.-]+/gu, "_");
  const picture = () => {
    const canvas = box.current?.querySelector("canvas");
    if (canvas) withTitle(canvas, title, isDark).toBlob((blob) => blob && save(blob, `${name}.png`));
  };
  // The mark tells spreadsheets that the text is UTF-8.
  const table = () => save(new Blob(["\uFEFF", toCsv(columns())], { type: "text/csv" }), `${name}.csv`);
  return (
    <Space>
      <Button size="small" onClick={picture}>
        {texts.bench.savePicture}
      </Button>
      <Button size="small" onClick={table}>
        {texts.bench.saveData}
      </Button>
    </Space>
  );
}

function withTitle(chart: HTMLCanvasElement, title: string, isDark: boolean): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const heading = HEADING_PX * devicePixelRatio;
  [canvas.width, canvas.height] = [chart.width, chart.height + heading];
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  context.fillStyle = isDark ? "#182126" : "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = isDark ? "#ffffff" : "#14343d";
  context.font = `${heading / 2}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  context.fillText(title, heading / 3, heading / 2, canvas.width - heading);
  context.drawImage(chart, 0, heading);
  return canvas;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
