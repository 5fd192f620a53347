import { useQuery } from "@tanstack/react-query";
import { Card } from "antd";
import { Link } from "react-router";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { similarCases } from "./parts-api.js";
import type { Ticket } from "./ticket-api.js";

const SHOWN = 10;

/** What became of the same fault elsewhere at the site, and what was done at this machine before the suite ran. */
export function SimilarCard({ ticket }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const cases = useQuery({ queryKey: ["similar", ticket.id], queryFn: () => similarCases(ticket) });
  return (
    <Card size="small" title={texts.ticket.similar}>
      <Asked query={cases}>
        {({ closed, past }) => (
          <>
            {closed.length + past.length === 0 && <p className="quiet">{texts.ticket.noSimilar}</p>}
            <ul className="lines">
              {closed.slice(0, SHOWN).map((order) => (
                <li className="line" key={order.id}>
                  <Link to={`/tickets/${encodeURIComponent(order.id)}`}>{order.asset}</Link>
                  <span className="quiet">{`${order.id} · ${texts.work.due} ${whenIn(language, order.dueAt)}`}</span>
                </li>
              ))}
              {past.map(({ number, title, workDone, finished }) => (
                <li className="line" key={number}>
                  <span>{[title, workDone].filter(Boolean).join(": ")}</span>
                  <span className="quiet">{[number, finished && whenIn(language, finished)].filter(Boolean).join(" · ")}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Asked>
    </Card>
  );
}
