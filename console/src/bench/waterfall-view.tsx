import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Empty, Space } from "antd";
import { useRef, useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { type Range, type Trace, type Waterfall, waterfall } from "./bench-api.js";
import { ExportBar } from "./export-bar.js";
import { HeatMap } from "./heat-map.js";
import { ZoomBar } from "./zoom-bar.js";

/** The spectra of a point over time, one below the other. */
export function WaterfallView({ trace }: { readonly trace: Trace }) {
  const { texts } = useSettings();
  const [range, setRange] = useState<Range>();
  const place = { site: trace.site, asset: trace.asset };
  const query = useQuery({
    queryKey: ["waterfall", place, trace.point, range],
    placeholderData: keepPreviousData,
    queryFn: () => waterfall(place, trace.point, range),
  });
  return (
    <Asked query={query}>
      {(data) =>
        data.rows.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.bench.noAcquisition} />
        ) : (
          <Fall data={data} title={`${texts.bench.view.waterfall} ${trace.asset} ${trace.point}`} onRange={setRange} />
        )
      }
    </Asked>
  );
}

interface Props {
  readonly data: Waterfall;
  readonly title: string;
  readonly onRange: (range: Range | undefined) => void;
}

function Fall({ data, title, onRange }: Props) {
  const { texts } = useSettings();
  const box = useRef<HTMLDivElement>(null);
  const count = data.rows[0]?.values.length ?? 0;
  const frequencies = Array.from({ length: count }, (_, i) => data.axisStartHz + i * data.axisStepHz);
  const shown = { from: data.axisStartHz, to: frequencies.at(-1) ?? 0 };
  return (
    <>
      <Space wrap className="notice">
        <ZoomBar shown={shown} onChange={onRange} />
        <ExportBar
          box={box}
          title={title}
          columns={() => [
            { heading: `${texts.bench.axis.frequency} (Hz)`, values: frequencies },
            ...data.rows.map(({ time, values }) => ({ heading: `${time} (${data.unit ?? ""})`, values })),
          ]}
        />
        <span className="quiet">
          {data.rows.length} / {data.acquisitionCount} {texts.bench.rows}
        </span>
      </Space>
      <div ref={box}>
        <HeatMap data={data} onZoom={onRange} label={texts.bench.view.waterfall} />
      </div>
    </>
  );
}
