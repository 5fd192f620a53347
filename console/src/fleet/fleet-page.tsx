import { type ConditionLevel, failureModeWords } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Input, Select, Table, type TableColumnsType, Tooltip } from "antd";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { AssetLink } from "../asset/asset-link.js";
import { again } from "../live/live.js";
import { Asked } from "../shell/asked.js";
import { ConditionMark, ZoneMark } from "../shell/condition-mark.js";
import { RemainingLife } from "../shell/remaining-life.js";
import { useSettings } from "../shell/settings.js";
import { useRoom } from "../shell/use-room.js";
import { whenIn } from "../shell/when.js";
import { FirstSteps } from "./first-steps.js";
import { type FleetRow, fleet, standingOrders } from "./fleet-api.js";
import { worstFirst } from "./worst-first.js";

const WAITING_MS = 3_000;
const STATES: readonly (ConditionLevel | undefined)[] = ["alarm", "alert", "sensor_fault", "learning", undefined, "normal"];
const stateKey = (state: ConditionLevel | undefined) => state ?? "none";

/** Every machine, worst first. Filters stand in the address, so that a view can be kept and sent. */
export function FleetPage() {
  const { texts } = useSettings();
  const machines = useQuery({
    queryKey: ["fleet"],
    queryFn: fleet,
    // The first machine is waited for: it is registered before anything is told of it.
    refetchInterval: ({ state }) => (state.data?.length === 0 ? WAITING_MS : again()),
  });
  return (
    <section>
      <h1>{texts.fleet.title}</h1>
      <Asked query={machines}>{(rows) => (rows.length === 0 ? <FirstSteps /> : <Machines rows={rows} />)}</Asked>
    </section>
  );
}

function Machines({ rows }: { readonly rows: readonly FleetRow[] }) {
  const { texts } = useSettings();
  const [asked, setAsked] = useSearchParams();
  const [state, site, text] = [asked.get("state"), asked.get("site"), asked.get("q") ?? ""];
  const change = (name: string, value: string | undefined) =>
    setAsked(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const sites = useMemo(() => [...new Set(rows.map((row) => row.site))], [rows]);
  const shown = useMemo(() => {
    const wanted = text.toLowerCase();
    return rows
      .filter((row) => (site === null || row.site === site) && (state === null || stateKey(row.condition?.state) === state))
      .filter(({ id }) => id.toLowerCase().includes(wanted))
      .toSorted(worstFirst);
  }, [rows, site, state, text]);
  return (
    <>
      <fieldset className="tiles" aria-label={texts.fleet.condition}>
        {STATES.map((each) => {
          const count = rows.filter((row) => row.condition?.state === each && (site === null || row.site === site)).length;
          const isOn = state === stateKey(each);
          return (
            <button
              key={stateKey(each)}
              type="button"
              aria-pressed={isOn}
              onClick={() => change("state", isOn ? undefined : stateKey(each))}
            >
              <b>{count}</b>
              <ConditionMark state={each} />
            </button>
          );
        })}
      </fieldset>
      <div className="filters">
        <Input.Search
          allowClear
          aria-label={texts.fleet.search}
          placeholder={texts.fleet.search}
          value={text}
          onChange={(event) => change("q", event.target.value)}
        />
        {sites.length > 1 && (
          <Select
            allowClear
            aria-label={texts.fleet.site}
            placeholder={texts.fleet.allSites}
            value={site}
            onChange={(value) => change("site", value)}
            options={sites.map((value) => ({ value, label: value }))}
          />
        )}
      </div>
      <MachineTable rows={shown} />
    </>
  );
}

function MachineTable({ rows }: { readonly rows: FleetRow[] }) {
  const { texts, language } = useSettings();
  const { ref, heightPx } = useRoom();
  const orders = useQuery({ queryKey: ["orders", "standing"], queryFn: standingOrders, refetchInterval: again });
  const orderCounts = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { site, asset } of orders.data ?? []) counts.set(`${site}/${asset}`, (counts.get(`${site}/${asset}`) ?? 0) + 1);
    return counts;
  }, [orders.data]);
  const columns: TableColumnsType<FleetRow> = [
    {
      title: texts.fleet.machine,
      width: 200,
      fixed: "start",
      render: (_, { site, id }) => <AssetLink site={site} asset={id} />,
    },
    { title: texts.fleet.condition, width: 130, render: (_, { condition }) => <ConditionMark state={condition?.state} /> },
    { title: texts.fleet.zone, width: 70, render: (_, { condition }) => <ZoneMark zone={condition?.zone} /> },
    {
      title: <Tooltip title={texts.fleet.levelHint}>{texts.fleet.level}</Tooltip>,
      width: 90,
      align: "end",
      render: (_, { condition }) => (condition?.levelRatio ? `${condition.levelRatio.toFixed(1)} ×` : "—"),
    },
    {
      title: texts.fleet.fault,
      width: 220,
      render: (_, { finding }) =>
        finding ? `${failureModeWords(finding.failureMode, language)} · ${Math.round(100 * finding.confidence)} %` : "—",
    },
    { title: texts.fleet.remaining, width: 240, render: (_, { rul }) => <RemainingLife life={rul} /> },
    { title: texts.fleet.since, width: 170, render: (_, { condition }) => (condition ? whenIn(language, condition.since) : "—") },
    {
      title: texts.fleet.orders,
      width: 90,
      align: "end",
      render: (_, { id, site }) => {
        const count = orderCounts.get(`${site}/${id}`) ?? 0;
        return count === 0 ? (
          "—"
        ) : (
          <AssetLink site={site} asset={id} part="orders">
            {count}
          </AssetLink>
        );
      },
    },
  ];
  return (
    <div ref={ref}>
      <Table<FleetRow>
        virtual
        size="small"
        rowKey={({ site, id }) => `${site}/${id}`}
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 1_200, y: heightPx }}
      />
    </div>
  );
}
