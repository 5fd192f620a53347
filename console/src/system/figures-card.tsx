import { readableDuration } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Card, Statistic } from "antd";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { figures } from "./system-api.js";

/** How maintenance at the site has done over the last year. */
export function FiguresCard() {
  const { texts, language, site } = useSettings();
  const query = useQuery({ queryKey: ["figures", site], queryFn: () => figures(site) });
  const t = texts.system.figure;
  const time = (seconds: number | null) => (seconds === null ? "—" : readableDuration(seconds, language));
  const share = (ratio: number | null | undefined) => (typeof ratio === "number" ? `${(100 * ratio).toFixed(1)} %` : "—");
  return (
    <Card size="small" title={`${texts.system.lastYear} · ${site}`}>
      <Asked query={query}>
        {(data) => (
          <div className="figures">
            <Statistic title={t.machines} value={data.machineCount} />
            <Statistic title={t.opened} value={data.openedCount} />
            <Statistic title={t.ended} value={data.endedCount} />
            <Statistic title={t.backlog} value={data.backlogCount} />
            <Statistic title={t.overdue} value={data.overdueCount} />
            <Statistic title={t.failures} value={data.failureCount} />
            <Statistic title={t.availability} value={share(data.availabilityRatio)} />
            <Statistic title={t.betweenFailures} value={time(data.meanTimeBetweenFailuresS)} />
            <Statistic title={t.toRepair} value={time(data.meanTimeToRepairS)} />
            <Statistic title={t.planned} value={share(data.planned?.ratio)} />
            <Statistic title={t.precision} value={share(data.precision?.ratio)} />
            <Statistic title={t.leadTime} value={time(data.leadTimeGainedS)} />
            <Statistic title={`${texts.ticket.labour} (${texts.ticket.currency})`} value={data.cost.labour.toFixed(2)} />
            <Statistic title={`${texts.ticket.parts} (${texts.ticket.currency})`} value={data.cost.parts.toFixed(2)} />
          </div>
        )}
      </Asked>
    </Card>
  );
}
