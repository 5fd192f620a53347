import { Card, Timeline } from "antd";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import type { Ticket } from "./ticket-api.js";

/** What became of the order, newest first. */
export function HistoryCard({ ticket: { history, people } }: { readonly ticket: Ticket }) {
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
