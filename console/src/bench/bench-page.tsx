import { useQuery } from "@tanstack/react-query";
import { Card, Empty, Select, Space, Tabs } from "antd";
import { useMemo } from "react";
import { type AssetDetail, assetDetail } from "../asset/asset-api.js";
import { AssetLink } from "../asset/asset-link.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { AcquisitionList } from "./acquisition-list.js";
import { acquisitions, type Trace } from "./bench-api.js";
import { OrbitView } from "./orbit-view.js";
import { OtherMachine } from "./other-machine.js";
import { SpectrumView } from "./spectrum-view.js";
import { type Bench, useBench, VIEWS } from "./use-bench.js";
import { WaterfallView } from "./waterfall-view.js";
import { WaveformView } from "./waveform-view.js";

/** The analyst's bench: one measurement of one point, from all sides, and another laid over it. */
export function BenchPage() {
  const bench = useBench();
  const detail = useQuery({ queryKey: ["asset", bench.place], queryFn: () => assetDetail(bench.place) });
  return <Asked query={detail}>{(asset) => <OnBench bench={bench} asset={asset} />}</Asked>;
}

function OnBench({ bench, asset }: { readonly bench: Bench; readonly asset: AssetDetail }) {
  const { texts } = useSettings();
  const { place, view, other, change } = bench;
  const newest = useQuery({ queryKey: ["acquisitions", place, "newest"], queryFn: () => acquisitions(place) });
  const point = bench.point ?? asset.points[0]?.id;
  const acquisition = bench.acquisition ?? newest.data?.items[0]?.id;
  const trace = useMemo(
    (): Trace | undefined => (point && acquisition ? { ...place, point, acquisition } : undefined),
    [place, point, acquisition],
  );
  const comparedHere = other && other.site === place.site && other.asset === place.asset ? other.acquisition : undefined;
  return (
    <section className="asset">
      <h1>
        {texts.bench.title}: <AssetLink site={place.site} asset={place.asset} />
      </h1>
      <div className="bench">
        <AcquisitionList
          place={place}
          chosen={acquisition}
          compared={comparedHere}
          onChoose={({ id }) => change({ acquisition: id })}
          onCompare={({ id }) => point && change({ other: id === comparedHere ? null : { ...place, point, acquisition: id } })}
        />
        <Card size="small">
          <Space wrap className="notice">
            <Select
              aria-label={texts.asset.point}
              value={point ?? null}
              onChange={(id: string) => change({ point: id })}
              options={asset.points.map(({ id, quantity, unit }) => ({ value: id, label: `${id} · ${quantity} (${unit})` }))}
            />
            <OtherMachine other={other} change={change} />
          </Space>
          <Tabs
            activeKey={view}
            onChange={(key) => change({ view: VIEWS.find((each) => each === key) ?? "amplitude" })}
            items={VIEWS.map((key) => ({ key, label: texts.bench.view[key] }))}
          />
          <Asked query={newest}>
            {() =>
              trace ? (
                <Looked bench={bench} asset={asset} trace={trace} />
              ) : (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.bench.noAcquisition} />
              )
            }
          </Asked>
        </Card>
      </div>
    </section>
  );
}

function Looked({ bench: { view, other }, asset, trace }: { readonly bench: Bench; readonly asset: AssetDetail; readonly trace: Trace }) {
  const key = `${view}/${trace.point}`;
  if (view === "waveform") return <WaveformView key={key} trace={trace} other={other} />;
  if (view === "waterfall") return <WaterfallView key={key} trace={trace} />;
  if (view === "orbit") return <OrbitView key={key} trace={trace} points={asset.points} />;
  const isCurrent = asset.points.find(({ id }) => id === trace.point)?.quantity === "current";
  return <SpectrumView key={key} trace={trace} other={other} kind={view} isCurrent={isCurrent} />;
}
