import { Card, Space } from "antd";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { CommandButton } from "./command-button.js";
import { type TicketProps, useMay } from "./use-change.js";

const S_PER_MINUTE = 60;

/** Time and parts that were booked, with their sums; buttons for more. */
export function BookingsCard({ read, onChanged }: TicketProps) {
  const { texts, language } = useSettings();
  const { work, people } = read.ticket;
  const [mayTime, mayPart] = [useMay(read, "book_time"), useMay(read, "book_part")];
  const [times, parts] = [work?.timeBookings ?? [], work?.partBookings ?? []];
  if (times.length + parts.length === 0 && mayTime === "not_now" && mayPart === "not_now") return null;
  const props = { read, onChanged, look: { size: "small" } } as const;
  return (
    <Card
      size="small"
      title={texts.ticket.booked}
      extra={
        <Space>
          <CommandButton {...props} command="book_time" />
          <CommandButton {...props} command="book_part" />
        </Space>
      }
    >
      {times.length + parts.length === 0 && <p className="quiet">{texts.ticket.nothingBooked}</p>}
      <ul className="lines">
        {times.map(({ person, start, minutes, note }) => (
          <li className="line" key={`${person}/${start}/${minutes}`}>
            <span>
              {people[person] ?? person} · {minutes} min <span className="quiet">{`${whenIn(language, start)} ${note ?? ""}`}</span>
            </span>
          </li>
        ))}
        {parts.map(({ part, quantity, store, stock, note }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bookings are only ever added at the end
          <li className="line" key={`${part}/${i}`}>
            <span>
              {quantity} × {part}{" "}
              <span className="quiet">{[store, stock && texts.ticket.stockEffect[stock], note].filter(Boolean).join(" · ")}</span>
            </span>
          </li>
        ))}
      </ul>
      {work && times.length + parts.length > 0 && (
        <p className="quiet">
          {texts.ticket.sum}: {work.booked.workTimeS / S_PER_MINUTE} min · {texts.ticket.labour} {work.booked.cost.labour.toFixed(2)} ·{" "}
          {texts.ticket.parts} {work.booked.cost.parts.toFixed(2)} ({texts.ticket.currency})
        </p>
      )}
    </Card>
  );
}
