import { evidenceWords, failureModeWords } from "@phm/domain";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Card, Descriptions, Timeline } from "antd";
import { Link, useParams } from "react-router";
import { AssetLink } from "../asset/asset-link.js";
import { Asked } from "../shell/asked.js";
import { RemainingLife } from "../shell/remaining-life.js";
import { useSettings } from "../shell/settings.js";
import { TierMark } from "../shell/tier-mark.js";
import { whenIn } from "../shell/when.js";
import { Commands } from "./commands.js";
import { type Advice, type ReadTicket, readTicket, type Ticket } from "./ticket-api.js";

const AGAIN_MS = 15_000;

/** One ticket: evidence first, then what to do, what can be done with it, and what became of it. */
export function TicketPage() {
  const { id = "" } = useParams();
  const queries = useQueryClient();
  const key = ["ticket", id];
  const query = useQuery({ queryKey: key, queryFn: () => readTicket(id), refetchInterval: AGAIN_MS });
  const changed = (read: ReadTicket | undefined) => {
    if (read) queries.setQueryData(key, read);
    else void queries.invalidateQueries({ queryKey: key });
    void queries.invalidateQueries({ queryKey: ["orders"] });
  };
  return (
    <Asked query={query}>
      {(read) => (
        <section className="ticket">
          <Heading ticket={read.ticket} />
          <Commands read={read} onChanged={changed} />
          {read.ticket.suggestsClosing && <ClosingHint words={read.ticket.suggestsClosing} />}
          {read.ticket.advisory && <Evidence advice={read.ticket.advisory} />}
          <ToDo ticket={read.ticket} />
          <Proof ticket={read.ticket} />
          <History ticket={read.ticket} />
        </section>
      )}
    </Asked>
  );
}

function Heading({ ticket }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const title = ticket.task?.title[language] ?? (ticket.failureMode ? failureModeWords(ticket.failureMode, language) : ticket.id);
  const assignee = ticket.work?.assignee;
  return (
    <>
      <h1>
        <TierMark tier={ticket.tier} /> {title}
      </h1>
      <Card size="small">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            {
              key: "asset",
              label: texts.fleet.machine,
              children: <AssetLink site={ticket.site} asset={ticket.asset} />,
            },
            { key: "state", label: texts.work.state, children: texts.orderState[ticket.state] },
            { key: "opened", label: texts.ticket.opened, children: whenIn(language, ticket.openedAt) },
            { key: "due", label: texts.ticket.due, children: whenIn(language, ticket.dueAt) },
            ...(assignee ? [{ key: "assignee", label: texts.work.assignee, children: ticket.people[assignee] ?? assignee }] : []),
            ...(ticket.previousOrder
              ? [
                  {
                    key: "previous",
                    label: texts.ticket.previous,
                    children: <Link to={`/tickets/${encodeURIComponent(ticket.previousOrder)}`}>{ticket.previousOrder}</Link>,
                  },
                ]
              : []),
            ...(ticket.verdict
              ? [
                  {
                    key: "verdict",
                    label: texts.ticket.verdict,
                    children: `${texts.ticket.result[ticket.verdict.result]} · ${ticket.verdict.workDone}`,
                    span: "filled" as const,
                  },
                ]
              : []),
          ]}
        />
        {ticket.task?.description && <p>{ticket.task.description[language]}</p>}
      </Card>
    </>
  );
}

function ClosingHint({ words }: { readonly words: NonNullable<Ticket["suggestsClosing"]> }) {
  const { texts, language } = useSettings();
  return <Alert className="notice" type="info" showIcon title={texts.ticket.suggestsClosing} description={words[language]} />;
}

function Evidence({ advice }: { readonly advice: Advice }) {
  const { texts, language } = useSettings();
  const zh = language === "zh";
  return (
    <Card size="small" title={texts.ticket.evidence} extra={`${texts.ticket.confidence} ${Math.round(100 * advice.confidence)} %`}>
      <p>{zh ? advice.reasonZh : advice.reasonEn}</p>
      <ul>
        {advice.evidence.map((each) => {
          const words = evidenceWords(each, language);
          return <li key={words}>{words}</li>;
        })}
      </ul>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: "life", label: texts.ticket.remaining, children: <RemainingLife life={advice.rul} /> },
          ...(advice.due ? [{ key: "due", label: texts.ticket.dueWhy, children: zh ? advice.due.reasonZh : advice.due.reasonEn }] : []),
          { key: "trace", label: texts.ticket.trace, children: <span className="quiet">{Object.values(advice.trace).join(" · ")}</span> },
        ]}
      />
    </Card>
  );
}

function ToDo({ ticket: { advisory, recommended } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const zh = language === "zh";
  const actions = (zh ? advisory?.actionsZh : advisory?.actionsEn) ?? [];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [texts.ticket.checks, recommended?.checks.map((words) => words[language]) ?? []],
    [texts.ticket.actions, actions],
    [texts.ticket.tools, recommended?.tools.map((words) => words[language]) ?? []],
    [texts.ticket.parts, recommended?.parts.map(({ nameEn, nameZh, neededCount }) => `${neededCount} × ${zh ? nameZh : nameEn}`) ?? []],
  ];
  const shown = lists.filter(([, lines]) => lines.length > 0);
  if (shown.length === 0) return null;
  return (
    <Card size="small" title={texts.ticket.actions} extra={recommended && `${texts.ticket.minutes}: ${recommended.estimatedMinutes}`}>
      <div className="to-do">
        {shown.map(([title, lines]) => (
          <div key={title}>
            <h3>{title}</h3>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}

function Proof({ ticket: { condition } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  if (!condition) return null;
  const rows = [
    [texts.ticket.before, condition.opening],
    [texts.ticket.worst, condition.worst],
    [texts.ticket.after, condition.after],
  ] as const;
  return (
    <Card size="small" title={texts.ticket.proof}>
      <table className="proof">
        <tbody>
          {rows.map(([title, figures]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>{figures ? whenIn(language, figures.time) : "—"}</td>
              <td>{typeof figures?.levelRatio === "number" ? `${figures.levelRatio.toFixed(1)} ×` : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function History({ ticket: { history, people } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const items = history.toReversed().map(({ time, kind, actor, note }, i) => ({
    key: `${time}/${kind}/${i}`,
    content: (
      <>
        <b>{texts.event[kind]}</b> <span className="quiet">{`${whenIn(language, time)} · ${people[actor] ?? actor}`}</span>
        {note && <div>{note}</div>}
      </>
    ),
  }));
  return (
    <Card size="small" title={texts.ticket.history}>
      <Timeline items={items} />
    </Card>
  );
}
