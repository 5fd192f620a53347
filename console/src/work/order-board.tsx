import { WORK_ORDER_STATES } from "@phm/domain";
import { Link } from "react-router";
import { AssetLink } from "../asset/asset-link.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { useSettings } from "../shell/settings.js";
import { TierMark } from "../shell/tier-mark.js";
import { whenIn } from "../shell/when.js";
import { mostUrgentFirst } from "./most-urgent-first.js";
import { subjectOf } from "./order-words.js";

/** Drawn of each column: who has more to do filters first. */
const SHOWN = 50;

/** Standing orders by what has become of them, most urgent first in each column. */
export function OrderBoard({ rows }: { readonly rows: readonly OrderRow[] }) {
  const { texts } = useSettings();
  const columns = WORK_ORDER_STATES.map((state) => ({
    state,
    orders: rows.filter((row) => row.state === state).toSorted(mostUrgentFirst),
  }));
  return (
    <div className="board">
      {columns
        .filter(({ orders }) => orders.length > 0)
        .map(({ state, orders }) => (
          <section key={state} aria-label={texts.orderState[state]}>
            <h2>
              {texts.orderState[state]} <span className="quiet">{orders.length}</span>
            </h2>
            {orders.slice(0, SHOWN).map((order) => (
              <OrderNote key={order.id} order={order} />
            ))}
            {orders.length > SHOWN && <p className="quiet">{`+ ${orders.length - SHOWN}`}</p>}
          </section>
        ))}
    </div>
  );
}

function OrderNote({ order }: { readonly order: OrderRow }) {
  const { texts, language } = useSettings();
  const isOverdue = Date.parse(order.dueAt) < Date.now();
  return (
    <article className="note">
      <TierMark tier={order.tier} /> <Link to={`/tickets/${encodeURIComponent(order.id)}`}>{subjectOf(order, language)}</Link>
      <div>
        <AssetLink site={order.site} asset={order.asset} />
      </div>
      <div className={isOverdue ? "overdue" : "quiet"}>
        {isOverdue ? texts.work.overdue : texts.work.due} {whenIn(language, order.dueAt)}
      </div>
      {order.assignee && <div className="quiet">{order.assignee}</div>}
    </article>
  );
}
