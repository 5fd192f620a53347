import { Table, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { AssetLink } from "../asset/asset-link.js";
import type { OrderRow } from "../fleet/fleet-api.js";
import { useSettings } from "../shell/settings.js";
import { TierMark } from "../shell/tier-mark.js";
import { useRoom } from "../shell/use-room.js";
import { whenIn } from "../shell/when.js";
import { mostUrgentFirst } from "./most-urgent-first.js";
import { subjectOf } from "./order-words.js";

/** Standing orders, most urgent first. */
export function OrderTable({ rows }: { readonly rows: readonly OrderRow[] }) {
  const { texts, language } = useSettings();
  const { ref, heightPx } = useRoom();
  const columns: TableColumnsType<OrderRow> = [
    { title: texts.work.urgency, width: 110, render: (_, { tier }) => <TierMark tier={tier} /> },
    {
      title: texts.work.fault,
      width: 260,
      render: (_, order) => <Link to={`/tickets/${encodeURIComponent(order.id)}`}>{subjectOf(order, language)}</Link>,
    },
    { title: texts.fleet.machine, width: 180, render: (_, { site, asset }) => <AssetLink site={site} asset={asset} /> },
    { title: texts.work.due, width: 180, render: (_, { dueAt }) => whenIn(language, dueAt) },
    { title: texts.work.state, width: 120, render: (_, { state }) => texts.orderState[state as keyof typeof texts.orderState] },
    { title: texts.work.assignee, width: 130, render: (_, { assignee }) => assignee ?? "—" },
  ];
  return (
    <div ref={ref}>
      <Table<OrderRow>
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows.toSorted(mostUrgentFirst)}
        pagination={false}
        scroll={{ x: 980, y: heightPx }}
      />
    </div>
  );
}
