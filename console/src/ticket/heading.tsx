import { FAILURE_CAUSES, FAILURE_MECHANISMS, failureModeWords } from "@phm/domain";
import { Card, Descriptions } from "antd";
import { Link } from "react-router";
import { AssetLink } from "../asset/asset-link.js";
import { type Language, useSettings } from "../shell/settings.js";
import { TierMark } from "../shell/tier-mark.js";
import { whenIn } from "../shell/when.js";
import type { Texts } from "../texts/en.js";
import type { Ticket } from "./ticket-api.js";

/** What the order is about, at which machine, by when, and how it ended. */
export function Heading({ ticket }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const title = ticket.task?.title[language] ?? (ticket.failureMode ? failureModeWords(ticket.failureMode, language) : ticket.id);
  const assignee = ticket.work?.assignee;
  const previous = ticket.previousOrder;
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
            { key: "asset", label: texts.fleet.machine, children: <AssetLink site={ticket.site} asset={ticket.asset} /> },
            { key: "state", label: texts.work.state, children: texts.orderState[ticket.state] },
            { key: "opened", label: texts.ticket.opened, children: whenIn(language, ticket.openedAt) },
            { key: "due", label: texts.ticket.due, children: whenIn(language, ticket.dueAt) },
            ...(assignee ? [{ key: "assignee", label: texts.work.assignee, children: ticket.people[assignee] ?? assignee }] : []),
            ...(previous
              ? [
                  {
                    key: "previous",
                    label: texts.ticket.previous,
                    children: <Link to={`/tickets/${encodeURIComponent(previous)}`}>{previous}</Link>,
                  },
                ]
              : []),
            ...(ticket.verdict
              ? [
                  {
                    key: "verdict",
                    label: texts.ticket.verdict,
                    children: verdictWords(ticket.verdict, texts, language),
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

function verdictWords(verdict: NonNullable<Ticket["verdict"]>, texts: Texts, language: Language): string {
  const { result, failureMode, mechanism, cause, repaired, workDone } = verdict;
  return [
    texts.ticket.result[result],
    failureMode && failureModeWords(failureMode, language),
    mechanism && FAILURE_MECHANISMS[mechanism][language],
    cause && FAILURE_CAUSES[cause][language],
    repaired && texts.ticket.repairedField,
    workDone,
  ]
    .filter(Boolean)
    .join(" · ");
}
