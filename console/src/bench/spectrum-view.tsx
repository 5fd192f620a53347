import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Asked } from "../shell/asked.js";
import { type Band, partFrequencies, type Range, type SpectrumKind, spectrum, type Trace } from "./bench-api.js";
import { partsOf } from "./marks.js";
import { SpectrumChart } from "./spectrum-chart.js";
import { useOutline, useTraceName } from "./trace-name.js";

interface Props {
  readonly trace: Trace;
  readonly other: Trace | undefined;
  readonly kind: SpectrumKind;
  /** Whether a motor's current is looked at: the slip shows beside the supply's line then. */
  readonly isCurrent: boolean;
}

/** A spectrum of one measurement with what belongs to it, and that of another laid over it. */
export function SpectrumView({ trace, other, kind, isCurrent }: Props) {
  const [range, setRange] = useState<Range>();
  const [band, setBand] = useState<Band>({});
  const names = [useTraceName(trace), useTraceName(other)];
  const speedRpm = useOutline(trace)?.speedRpm ?? null;
  const place = { site: trace.site, asset: trace.asset };
  const parts = useQuery({
    queryKey: ["frequencies", place, speedRpm],
    queryFn: () => partFrequencies(place, speedRpm),
    // A machine of which no speed is known has none: the spectrum is shown without.
    retry: false,
  });
  const query = useQuery({
    queryKey: ["spectrum", trace, other, kind, range, band],
    placeholderData: keepPreviousData,
    queryFn: () => Promise.all([trace, ...(other ? [other] : [])].map((each) => spectrum(each, kind, range, band))),
  });
  return (
    <Asked query={query}>
      {(spectra) => (
        <SpectrumChart
          spectra={spectra}
          names={names}
          kind={kind}
          isCurrent={isCurrent}
          parts={partsOf(parts.data ?? [], trace.point)}
          band={band}
          onRange={setRange}
          onBand={setBand}
        />
      )}
    </Asked>
  );
}
