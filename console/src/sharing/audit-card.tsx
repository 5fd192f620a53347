import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Card, Checkbox, Table, Tag, Typography } from "antd";
import { useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { type AuditEntry, audit, auditVerification } from "./sharing-api.js";

const AGAIN_MS = 10_000;

/** Who looked at what, the latest first, and whether the record of it is whole. */
export function AuditCard() {
  const { texts, language } = useSettings();
  const t = texts.sharing;
  const [others, setOthers] = useState(true);
  const query = useQuery({ queryKey: ["audit", others], queryFn: () => audit(others), refetchInterval: AGAIN_MS });
  return (
    <Card
      size="small"
      title={t.audit}
      extra={
        <Checkbox checked={others} onChange={({ target }) => setOthers(target.checked)}>
          {t.onlyOthers}
        </Checkbox>
      }
    >
      <Asked query={query}>
        {(rows) => (
          <Table<AuditEntry & { readonly key: string }>
            size="small"
            dataSource={rows.map((row, place) => ({ ...row, key: `${row.sequence}-${place}` }))}
            scroll={{ x: "max-content" }}
            locale={{ emptyText: <Typography.Text>{t.noLooks}</Typography.Text> }}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t.time, render: (_, { time }) => whenIn(language, time) },
              { title: t.who, render: (_, { who, organisation }) => `${who} (${organisation})` },
              { title: t.what, dataIndex: "what" },
              { title: texts.fleet.machine, dataIndex: "asset" },
              { title: t.classes, render: (_, { dataClass }) => dataClass && (t.dataClass[dataClass] ?? dataClass) },
              { title: t.decision, render: (_, { decision }) => <Tag>{t[decision]}</Tag> },
              { title: t.count, dataIndex: "count", align: "right" },
            ]}
          />
        )}
      </Asked>
      <Proof />
    </Card>
  );
}

/** Computes the chain again when somebody asks. */
function Proof() {
  const t = useSettings().texts.sharing;
  const query = useQuery({ queryKey: ["audit-verification"], queryFn: auditVerification, enabled: false });
  const { data } = query;
  return (
    <>
      <Button onClick={() => void query.refetch()} loading={query.isFetching}>
        {t.verify}
      </Button>
      {data && (
        <Alert
          className="notice"
          type={data.isSound ? "success" : "error"}
          showIcon
          title={data.isSound ? `${t.sound} ${data.entryCount}` : `${t.broken} ${data.broken?.sequence ?? ""}`}
          description={
            <>
              {t.writeDown} <Typography.Text copyable>{`${data.end.sequence}:${data.end.hash}`}</Typography.Text>
            </>
          }
        />
      )}
    </>
  );
}
