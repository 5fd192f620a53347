import { Button, InputNumber, Space } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import type { Band, Spectrum } from "./bench-api.js";
import { figure } from "./figure.js";

interface Props {
  readonly band: Band;
  /** What was demodulated. */
  readonly used: Spectrum["band"];
  readonly onChange: (band: Band) => void;
}

/** The band whose envelope is looked at: that of the feature set, one by the kurtogram, or one's own. */
export function BandBar({ band, used, onChange }: Props) {
  const { bench } = useSettings().texts;
  const [low, setLow] = useState<number | null>(band.lowHz ?? null);
  const [high, setHigh] = useState<number | null>(band.highHz ?? null);
  return (
    <Space wrap className="notice">
      <span>
        {bench.band}: {used ? `${figure(used.lowHz)} – ${figure(used.highHz)} Hz` : "—"}
      </span>
      <InputNumber
        className="figure"
        aria-label={bench.bandLow}
        placeholder={bench.bandLow}
        suffix="Hz"
        min={0}
        value={low}
        onChange={setLow}
      />
      <InputNumber
        className="figure"
        aria-label={bench.bandHigh}
        placeholder={bench.bandHigh}
        suffix="Hz"
        min={1}
        value={high}
        onChange={setHigh}
      />
      <Button
        size="small"
        disabled={low === null || high === null || high <= low}
        onClick={() => low !== null && high !== null && onChange({ lowHz: low, highHz: high })}
      >
        {bench.bandOwn}
      </Button>
      <Button size="small" onClick={() => onChange({ bandBy: "kurtogram" })}>
        {bench.bandKurtogram}
      </Button>
      <Button size="small" onClick={() => onChange({})}>
        {bench.bandUsual}
      </Button>
    </Space>
  );
}
