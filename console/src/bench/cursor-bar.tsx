import { InputNumber, Select, Space } from "antd";
import { useSettings } from "../shell/settings.js";
import type { PartFrequency } from "./bench-api.js";
import { partAt, type SpectrumCursor } from "./marks.js";
import { partName } from "./part-name.js";

const MOST_HARMONICS = 30;
const MOST_SIDEBANDS = 10;

interface Props {
  readonly cursor: SpectrumCursor | undefined;
  readonly onChange: (cursor: SpectrumCursor | undefined) => void;
  readonly parts: readonly PartFrequency[];
  /** Of the axis, as the API says it. */
  readonly axisUnit: string;
  /** The same for people. */
  readonly unit: string;
}

export const NEW_CURSOR: Omit<SpectrumCursor, "at"> = { harmonics: 5, sidebands: 0 };

/** Sets the cursor by number or by part: what a click on the chart does, to the digit. */
export function CursorBar({ cursor, onChange, parts, axisUnit, unit }: Props) {
  const { texts, language } = useSettings();
  const { bench } = texts;
  const set = (part: Partial<SpectrumCursor>) => {
    const { spacing, ...rest } = { ...NEW_CURSOR, at: 0, ...cursor, ...part };
    onChange(rest.at > 0 ? { ...rest, ...(spacing === undefined ? {} : { spacing }) } : undefined);
  };
  const options = parts.map((part, i) => ({ value: i, label: partName(part, texts, language) }));
  const at = (i: number | undefined) => (parts[i ?? -1] ? partAt(parts[i ?? -1] as PartFrequency, axisUnit) : undefined);
  return (
    <Space wrap className="notice">
      <InputNumber
        className="figure"
        prefix={bench.cursor}
        suffix={unit}
        aria-label={bench.cursor}
        min={0}
        precision={3}
        value={cursor?.at ?? null}
        onChange={(value) => (value ? set({ at: value }) : onChange(undefined))}
      />
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="feature"
        aria-label={bench.cursorAt}
        placeholder={bench.cursorAt}
        value={null}
        onChange={(i: number | null) => set({ at: at(i ?? undefined) ?? 0 })}
        options={options}
      />
      <InputNumber
        className="figure"
        prefix={bench.harmonics}
        aria-label={bench.harmonics}
        min={1}
        max={MOST_HARMONICS}
        precision={0}
        value={cursor?.harmonics ?? NEW_CURSOR.harmonics}
        onChange={(harmonics) => set({ harmonics: harmonics ?? 1 })}
      />
      <InputNumber
        className="figure"
        prefix={bench.sidebands}
        aria-label={bench.sidebands}
        min={0}
        max={MOST_SIDEBANDS}
        precision={0}
        value={cursor?.sidebands ?? 0}
        onChange={(sidebands) => set({ sidebands: sidebands ?? 0 })}
      />
      <InputNumber
        className="figure"
        prefix={bench.spacing}
        suffix={unit}
        aria-label={bench.spacing}
        min={0}
        precision={3}
        value={cursor?.spacing ?? null}
        onChange={(spacing) => set(spacing ? { spacing } : { spacing: 0 })}
      />
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="feature"
        aria-label={bench.spacingOf}
        placeholder={bench.spacingOf}
        value={null}
        onChange={(i: number | null) => set({ spacing: at(i ?? undefined) ?? 0, sidebands: cursor?.sidebands || 3 })}
        options={options}
      />
    </Space>
  );
}
