import { Card } from "antd";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { CommandButton } from "./command-button.js";
import type { TicketProps } from "./use-change.js";

/** What must be in order before the machine runs again. */
export function ChecklistCard({ read, onChanged }: TicketProps) {
  const { texts, language } = useSettings();
  const { work, people } = read.ticket;
  const items = work?.checklist ?? [];
  if (items.length === 0) return null;
  const ticked = items.filter(({ tick }) => tick).length;
  return (
    <Card size="small" title={texts.ticket.checklist} extra={`${ticked} / ${items.length}`}>
      <ul className="lines">
        {items.map(({ number, text, tick }) => (
          <li className="line" key={number}>
            <span>
              {tick ? "☑" : "☐"} {text[language]}
              {tick && (
                <span className="quiet">
                  {` ${[people[tick.person] ?? tick.person, whenIn(language, tick.time)].join(" · ")}`}
                  {tick.reading !== undefined && ` · ${tick.reading} ${tick.unit ?? ""}`}
                  {tick.note && ` · ${tick.note}`}
                </span>
              )}
            </span>
            {!tick && (
              <CommandButton
                read={read}
                onChanged={onChanged}
                command="tick"
                said={{ number }}
                subject={text[language]}
                look={{ size: "small" }}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
