import { useQuery } from "@tanstack/react-query";
import { App, Button, Select, Space } from "antd";
import { useState } from "react";
import { assetDetail } from "../asset/asset-api.js";
import { fleet } from "../fleet/fleet-api.js";
import { useSettings } from "../shell/settings.js";
import { acquisitions } from "./bench-api.js";
import type { Bench } from "./use-bench.js";

/** Lays the newest measurement of another machine over what is looked at. */
export function OtherMachine({ other, change }: Pick<Bench, "other" | "change">) {
  const { texts } = useSettings();
  const { message } = App.useApp();
  const [isUnderWay, setUnderWay] = useState(false);
  const machines = useQuery({ queryKey: ["fleet"], queryFn: fleet });
  const choose = async (key: string) => {
    const [site = "", asset = ""] = key.split("/");
    setUnderWay(true);
    try {
      const [{ items }, { points }] = await Promise.all([acquisitions({ site, asset }), assetDetail({ site, asset })]);
      const [newest] = items;
      const point = points.find(({ id }) => newest?.points.includes(id));
      if (newest && point) change({ other: { site, asset, acquisition: newest.id, point: point.id } });
      else message.info(texts.bench.noAcquisition);
    } catch (error) {
      message.error((error as Error).message);
    }
    setUnderWay(false);
  };
  return (
    <Space wrap>
      <Select
        showSearch
        className="feature"
        loading={isUnderWay}
        aria-label={texts.bench.otherMachine}
        placeholder={texts.bench.otherMachine}
        value={null}
        onChange={(key: string | null) => key && void choose(key)}
        options={(machines.data ?? []).map(({ site, id }) => ({ value: `${site}/${id}`, label: `${site}/${id}` }))}
      />
      {other && <OtherPoint other={other} change={change} />}
      {other && (
        <Button size="small" onClick={() => change({ other: null })}>
          {texts.bench.compareNothing}
        </Button>
      )}
    </Space>
  );
}

function OtherPoint({ other, change }: { readonly other: NonNullable<Bench["other"]>; readonly change: Bench["change"] }) {
  const { texts } = useSettings();
  const place = { site: other.site, asset: other.asset };
  const detail = useQuery({ queryKey: ["asset", place], queryFn: () => assetDetail(place) });
  return (
    <Select
      aria-label={texts.bench.otherPoint}
      value={other.point}
      onChange={(point: string) => change({ other: { ...other, point } })}
      options={(detail.data?.points ?? []).map(({ id }) => ({ value: id, label: id }))}
    />
  );
}
