import { useQuery } from "@tanstack/react-query";
import { Empty, Table, type TableColumnsType, Tag } from "antd";
import { AssetLink } from "../asset/asset-link.js";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { compliance, type Plan, plans } from "./planning-api.js";

/** Preventive plans of the site: when each is due next, and what of them was done in time. */
export function PlanList() {
  const { texts, language, site } = useSettings();
  const query = useQuery({ queryKey: ["plans", site], queryFn: () => plans(site) });
  const kept = useQuery({ queryKey: ["plans", site, "compliance"], queryFn: () => compliance(site) });
  const columns: TableColumnsType<Plan> = [
    { title: texts.work.plan, width: 280, render: (_, { task, id }) => task.title[language] || id },
    { title: texts.fleet.machine, width: 180, render: (_, { asset }) => <AssetLink site={site} asset={asset} /> },
    { title: texts.work.trigger, width: 150, render: (_, { trigger }) => texts.work.triggers[trigger.kind] },
    {
      title: texts.work.nextDue,
      width: 220,
      render: (_, { nextDueAt, outlook, retired }) => {
        if (retired) return <Tag>{texts.work.retired}</Tag>;
        return nextDueAt === null ? texts.work.outlook[outlook] : whenIn(language, nextDueAt);
      },
    },
  ];
  return (
    <Asked query={query}>
      {(rows) => (
        <>
          {typeof kept.data?.complianceRatio === "number" && (
            <p>
              {texts.work.compliance}: <b>{Math.round(100 * kept.data.complianceRatio)} %</b>{" "}
              <span className="quiet">
                {`${texts.work.onTime} ${kept.data.onTimeCount} · ${texts.work.late} ${kept.data.lateCount} · ${texts.work.missed} ${kept.data.missedCount + kept.data.overdueCount}`}
              </span>
            </p>
          )}
          {rows.length === 0 ? (
            <Empty description={texts.work.noPlans} />
          ) : (
            <Table<Plan> size="small" rowKey="id" columns={columns} dataSource={rows} scroll={{ x: 830 }} />
          )}
        </>
      )}
    </Asked>
  );
}
