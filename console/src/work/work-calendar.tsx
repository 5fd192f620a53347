import { useQuery } from "@tanstack/react-query";
import { Badge, Button, Calendar, Space } from "antd";
import { useMemo } from "react";
import { Link } from "react-router";
import type { OrderRow } from "../fleet/fleet-api.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { dayOf, daysOf } from "./day-of.js";
import { subjectOf } from "./order-words.js";
import { plannedStops, plans } from "./planning-api.js";
import { StopCard } from "./stop-card.js";

interface Entry {
  readonly key: string;
  readonly look: "error" | "warning" | "processing" | "default";
  readonly words: string;
  readonly to?: string;
}

const LOOK = { act_now: "error", plan: "warning", watch: "default" } as const;

/** Due orders, what plans will ask for, and the stops that work can fall on, by day. */
export function WorkCalendar({ orders }: { readonly orders: readonly OrderRow[] }) {
  const { texts, language, site } = useSettings();
  const stops = useQuery({ queryKey: ["planned-stops", site], queryFn: () => plannedStops(site) });
  const planned = useQuery({ queryKey: ["plans", site], queryFn: () => plans(site) });
  const days = useMemo(() => {
    const entries = new Map<string, Entry[]>();
    const add = (day: string, entry: Entry) => entries.set(day, [...(entries.get(day) ?? []), entry]);
    for (const { id, asset, start, end, note } of stops.data ?? []) {
      const words = `${texts.work.stop}: ${asset ?? texts.work.wholeSite} ${note}`;
      for (const day of daysOf(start, end)) add(day, { key: `stop/${id}`, look: "processing", words });
    }
    for (const order of orders)
      add(dayOf(order.dueAt), {
        key: order.id,
        look: LOOK[order.tier],
        words: `${order.asset}: ${subjectOf(order, language)}`,
        to: `/tickets/${encodeURIComponent(order.id)}`,
      });
    for (const { id, asset, task, nextDueAt, retired } of planned.data ?? [])
      if (nextDueAt && !retired) add(dayOf(nextDueAt), { key: `plan/${id}`, look: "default", words: `${asset}: ${task.title[language]}` });
    return entries;
  }, [orders, stops.data, planned.data, texts, language]);
  return (
    <>
      <Asked query={stops}>{(items) => <StopCard stops={items} />}</Asked>
      <Calendar
        headerRender={({ value, onChange }) => (
          <Space className="notice">
            <Button size="small" aria-label={texts.work.monthBefore} onClick={() => onChange(value.subtract(1, "month"))}>
              ◀
            </Button>
            <h2 className="month">
              {value.toDate().toLocaleDateString(language === "zh" ? "zh-CN" : "en-GB", { year: "numeric", month: "long" })}
            </h2>
            <Button size="small" aria-label={texts.work.monthAfter} onClick={() => onChange(value.add(1, "month"))}>
              ▶
            </Button>
          </Space>
        )}
        cellRender={(date, { type }) =>
          type === "date" && (
            <ul className="day">
              {(days.get(date.format("YYYY-MM-DD")) ?? []).map(({ key, look, words, to }) => (
                <li key={key} title={words}>
                  <Badge status={look} text={to === undefined ? words : <Link to={to}>{words}</Link>} />
                </li>
              ))}
            </ul>
          )
        }
      />
    </>
  );
}
