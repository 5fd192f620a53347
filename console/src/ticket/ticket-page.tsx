import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert } from "antd";
import { useParams } from "react-router";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { BookingsCard } from "./bookings-card.js";
import { ChecklistCard } from "./checklist-card.js";
import { Commands } from "./commands.js";
import { EvidenceCard } from "./evidence-card.js";
import { FilesCard } from "./files-card.js";
import { Heading } from "./heading.js";
import { HistoryCard } from "./history-card.js";
import { ProofCard } from "./proof-card.js";
import { SimilarCard } from "./similar-card.js";
import { StockCard } from "./stock-card.js";
import { type ReadTicket, readTicket, type Ticket } from "./ticket-api.js";
import { ToDoCard } from "./to-do-card.js";

/** Comments and bookings are no change of state, and so not told of as they happen. */
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
    void queries.invalidateQueries({ queryKey: ["needed-parts", id] });
  };
  return (
    <Asked query={query}>
      {(read) => (
        <section className="ticket">
          <Heading ticket={read.ticket} />
          <Commands read={read} onChanged={changed} />
          {read.ticket.suggestsClosing && <ClosingHint words={read.ticket.suggestsClosing} />}
          <div className="columns">
            <div>
              <EvidenceCard ticket={read.ticket} />
              <ToDoCard ticket={read.ticket} />
              <StockCard read={read} />
              <ChecklistCard read={read} onChanged={changed} />
            </div>
            <div>
              <ProofCard ticket={read.ticket} />
              <BookingsCard read={read} onChanged={changed} />
              <FilesCard read={read} onChanged={changed} />
              <SimilarCard ticket={read.ticket} />
              <HistoryCard ticket={read.ticket} />
            </div>
          </div>
        </section>
      )}
    </Asked>
  );
}

function ClosingHint({ words }: { readonly words: NonNullable<Ticket["suggestsClosing"]> }) {
  const { texts, language } = useSettings();
  return <Alert className="notice" type="info" showIcon title={texts.ticket.suggestsClosing} description={words[language]} />;
}
