import { Button, Space } from "antd";
import { useSettings } from "../shell/settings.js";
import type { Range } from "./bench-api.js";

interface Props {
  readonly shown: Range;
  readonly onChange: (range: Range | undefined) => void;
}

/** Zooming and moving without a pointer. */
export function ZoomBar({ shown: { from, to }, onChange }: Props) {
  const { bench } = useSettings().texts;
  const width = to - from;
  const move = (share: number) => onChange({ from: Math.max(0, from + share * width), to: Math.max(width, to + share * width) });
  const buttons: readonly (readonly [string, string, () => void])[] = [
    ["+", bench.zoomIn, () => onChange({ from: from + width / 4, to: to - width / 4 })],
    ["−", bench.zoomOut, () => onChange({ from: Math.max(0, from - width / 2), to: to + width / 2 })],
    ["◀", bench.toLeft, () => move(-0.5)],
    ["▶", bench.toRight, () => move(0.5)],
    [bench.all, bench.all, () => onChange(undefined)],
  ];
  return (
    <Space.Compact>
      {buttons.map(([sign, name, press]) => (
        <Button key={name} size="small" aria-label={name} title={name} onClick={press}>
          {sign}
        </Button>
      ))}
    </Space.Compact>
  );
}
