import { DEFAULT_SITE, failureModeWords } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Card, Descriptions, Empty } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { ApiError } from "../api/api-error.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { ConditionMark, ZoneMark } from "../shell/condition-mark.js";
import { RemainingLife } from "../shell/remaining-life.js";
import { useSettings } from "../shell/settings.js";
import { TierMark } from "../shell/tier-mark.js";
import { whenIn } from "../shell/when.js";
import { type AssetDetail, type AssetPlace, assetDetail, ordersOf, type Standing, standing } from "./asset-api.js";
import { FanChart } from "./fan-chart.js";
import { Findings } from "./findings.js";
import { TrendChart } from "./trend-chart.js";

/** One machine: how it is and why, its course, what was said of its remaining life, and the work on it. */
export function AssetPage() {
  const { id = "" } = useParams();
  const [asked] = useSearchParams();
  const place = { site: asked.get("site") ?? DEFAULT_SITE, asset: id };
  const detail = useQuery({ queryKey: ["asset", place], queryFn: () => assetDetail(place) });
  return <Asked query={detail}>{(asset) => <Machine key={`${place.site}/${id}`} place={place} asset={asset} />}</Asked>;
}

function Machine({ place, asset }: { readonly place: AssetPlace; readonly asset: AssetDetail }) {
  const { texts } = useSettings();
  const now = useQuery({ queryKey: ["standing", place], queryFn: () => standingOrNone(place), refetchInterval: again });
  return (
    <section className="asset">
      <h1>
        {asset.id} <span className="quiet">{asset.kind}</span>
        <Link className="to-bench" to={`/assets/${encodeURIComponent(place.asset)}/bench?site=${encodeURIComponent(place.site)}`}>
          {texts.bench.title}
        </Link>
      </h1>
      <div className="columns">
        <div>
          <Asked query={now}>
            {(stands) =>
              stands ? (
                <Now stands={stands} />
              ) : (
                <Card size="small">
                  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.fleet.noData} />
                </Card>
              )
            }
          </Asked>
        </div>
        <div>
          <TrendChart place={place} asset={asset} onset={now.data?.onset?.time} />
          <FanChart place={place} />
          <Orders place={place} />
        </div>
      </div>
    </section>
  );
}

/** A machine of which nothing has come yet is no error. */
async function standingOrNone(place: AssetPlace): Promise<Standing | null> {
  try {
    return await standing(place);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

function Now({ stands }: { readonly stands: Standing }) {
  const { texts, language } = useSettings();
  const { condition, rul, findings, unjudged, asOf } = stands;
  return (
    <>
      <Card size="small" title={texts.asset.now} extra={`${texts.asset.asOf} ${whenIn(language, asOf.time)}`}>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            { key: "state", label: texts.fleet.condition, children: <ConditionMark state={condition.state} /> },
            { key: "since", label: texts.fleet.since, children: whenIn(language, condition.since) },
            { key: "zone", label: texts.fleet.zone, children: <ZoneMark zone={condition.zone} /> },
            {
              key: "level",
              label: texts.fleet.level,
              children: condition.levelRatio === null ? "—" : `${condition.levelRatio.toFixed(1)} ×`,
            },
            { key: "life", label: texts.fleet.remaining, children: <RemainingLife life={rul} />, span: "filled" },
          ]}
        />
        <p className="quiet">{language === "zh" ? rul.reasonZh : rul.reason}</p>
      </Card>
      <Card size="small" title={texts.asset.why}>
        <Findings findings={findings} />
        {unjudged.length > 0 && (
          <details>
            <summary>{texts.asset.unjudged}</summary>
            <ul>
              {unjudged.map(({ failureMode, reasonEn, reasonZh }) => (
                <li key={`${failureMode}/${reasonEn}`}>
                  {failureModeWords(failureMode, language)}: {language === "zh" ? reasonZh : reasonEn}
                </li>
              ))}
            </ul>
          </details>
        )}
      </Card>
    </>
  );
}

function Orders({ place }: { readonly place: AssetPlace }) {
  const { texts } = useSettings();
  const orders = useQuery({ queryKey: ["orders", "of", place], queryFn: () => ordersOf(place), refetchInterval: again });
  return (
    <Card size="small" id="orders" title={texts.asset.orders}>
      <Asked query={orders}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.asset.noOrders} />
          ) : (
            rows.map((row) => <OrderLine key={row.id} order={row} />)
          )
        }
      </Asked>
    </Card>
  );
}

function OrderLine({ order }: { readonly order: OrderRow }) {
  const { texts, language } = useSettings();
  const title = order.title?.[language] ?? (order.failureMode ? failureModeWords(order.failureMode, language) : order.id);
  return (
    <p className="order-line">
      <TierMark tier={order.tier} /> <Link to={`/tickets/${encodeURIComponent(order.id)}`}>{title}</Link>
      <span className="quiet">
        {texts.orderState[order.state as keyof typeof texts.orderState]} · {texts.work.due} {whenIn(language, order.dueAt)}
      </span>
    </p>
  );
}
