import { useQuery } from "@tanstack/react-query";
import { Card, Empty, Select, Space } from "antd";
import { useState } from "react";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { type AssetDetail, type AssetPlace, featureTrend } from "./asset-api.js";
import { FeatureCourse } from "./feature-course.js";
import { happenings } from "./happenings-api.js";
import { zoneLevels } from "./levels.js";

const FIRST_SHOWN = "rms";

interface Props {
  readonly place: AssetPlace;
  readonly asset: AssetDetail;
  readonly onset: string | undefined;
}

/** The course of one feature of one point, with what it is read against and what has happened meanwhile. */
export function TrendChart({ place, asset, onset }: Props) {
  const { texts } = useSettings();
  const [point, setPoint] = useState(asset.points[0]?.id ?? "");
  const [feature, setFeature] = useState(FIRST_SHOWN);
  const trend = useQuery({
    queryKey: ["trend", place, point],
    queryFn: () => featureTrend(place, point),
    enabled: point !== "",
    refetchInterval: again,
  });
  const told = useQuery({
    queryKey: ["happenings", place, point],
    queryFn: () => happenings(place, point),
    enabled: point !== "",
    refetchInterval: again,
  });
  const names = Object.keys(trend.data?.columns ?? {}).sort();
  const chosen = (
    <Space wrap>
      <Select
        aria-label={texts.asset.point}
        value={point}
        onChange={setPoint}
        options={asset.points.map(({ id }) => ({ value: id, label: id }))}
      />
      <Select
        showSearch
        className="feature"
        aria-label={texts.asset.feature}
        value={feature}
        onChange={setFeature}
        options={names.map((value) => ({ value, label: value }))}
      />
    </Space>
  );
  return (
    <Card size="small" title={texts.asset.trend} extra={chosen}>
      <Asked query={trend}>
        {(data) =>
          data.columns[feature] ? (
            <FeatureCourse
              data={data}
              feature={feature}
              onset={onset}
              zones={zoneLevels(asset, point, feature)}
              happenings={told.data ?? []}
            />
          ) : (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.asset.noTrend} />
          )
        }
      </Asked>
    </Card>
  );
}
