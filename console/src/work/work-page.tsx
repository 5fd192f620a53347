import { useQuery } from "@tanstack/react-query";
import { Empty, Segmented } from "antd";
import { lazy, type ReactNode, Suspense } from "react";
import { useSearchParams } from "react-router";
import { type OrderRow, standingOrders } from "../fleet/fleet-api.js";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { OrderBoard } from "./order-board.js";
import { OrderTable } from "./order-table.js";
import { PlanList } from "./plan-list.js";

const WorkCalendar = lazy(async () => ({ default: (await import("./work-calendar.js")).WorkCalendar }));
const VIEWS = ["list", "board", "calendar", "plans"] as const;
type View = (typeof VIEWS)[number];

/** What is to be done: as a list, by state, by day, and what plans will ask for. */
export function WorkPage() {
  const { texts } = useSettings();
  const [asked, setAsked] = useSearchParams();
  const view: View = VIEWS.find((each) => each === asked.get("view")) ?? "list";
  const orders = useQuery({ queryKey: ["orders", "standing"], queryFn: standingOrders, refetchInterval: again });
  return (
    <section className="asset">
      <h1>{texts.work.title}</h1>
      <div>
        <Segmented
          aria-label={texts.work.title}
          value={view}
          onChange={(value) => setAsked({ view: value }, { replace: true })}
          options={VIEWS.map((value) => ({ value, label: texts.work.view[value] }))}
        />
      </div>
      {view === "plans" ? <PlanList /> : <Asked query={orders}>{(rows) => seenAs(view, rows, texts.work.none)}</Asked>}
    </section>
  );
}

function seenAs(view: Exclude<View, "plans">, rows: readonly OrderRow[], none: string): ReactNode {
  if (view === "calendar")
    return (
      <Suspense>
        <WorkCalendar orders={rows} />
      </Suspense>
    );
  if (rows.length === 0) return <Empty description={none} />;
  return view === "board" ? <OrderBoard rows={rows} /> : <OrderTable rows={rows} />;
}
