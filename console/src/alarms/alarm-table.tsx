import { Button, Table, type TableColumnsType } from "antd";
import { AssetLink } from "../asset/asset-link.js";
import { ConditionMark } from "../shell/condition-mark.js";
import { useSettings } from "../shell/settings.js";
import { useRoom } from "../shell/use-room.js";
import { whenIn } from "../shell/when.js";
import type { AlarmRow } from "./alarm-api.js";
import { AlarmMark } from "./alarm-mark.js";
import { mostCallingFirst } from "./most-calling-first.js";

interface Props {
  readonly rows: readonly AlarmRow[];
  readonly onOpen: (id: string) => void;
}

export function AlarmTable({ rows, onOpen }: Props) {
  const { texts, language } = useSettings();
  const { ref, heightPx } = useRoom();
  const at = (time: string | null) => (time === null ? "—" : whenIn(language, time));
  const columns: TableColumnsType<AlarmRow> = [
    { title: texts.work.state, width: 190, render: (_, { state }) => <AlarmMark state={state} /> },
    { title: texts.fleet.machine, width: 200, render: (_, { site, asset }) => <AssetLink site={site} asset={asset} /> },
    { title: texts.fleet.condition, width: 130, render: (_, { condition }) => <ConditionMark state={condition} /> },
    { title: texts.alarms.raised, width: 180, render: (_, { raisedAt }) => at(raisedAt) },
    { title: texts.fleet.since, width: 180, render: (_, { since }) => at(since) },
    { title: texts.alarms.shelvedUntil, width: 180, render: (_, { shelvedUntil }) => at(shelvedUntil) },
    {
      title: "",
      width: 120,
      align: "end",
      render: (_, { id, asset }) => (
        <Button size="small" aria-label={`${texts.alarms.open}: ${asset}`} onClick={() => onOpen(id)}>
          {texts.alarms.open}
        </Button>
      ),
    },
  ];
  return (
    <div ref={ref}>
      <Table<AlarmRow>
        virtual
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows.toSorted(mostCallingFirst)}
        pagination={false}
        scroll={{ x: 1_180, y: heightPx }}
      />
    </div>
  );
}
