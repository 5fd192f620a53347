import { Card } from "antd";
import { useSettings } from "../shell/settings.js";
import type { Ticket } from "./ticket-api.js";

/** What to check, to do and to take along. */
export function ToDoCard({ ticket: { advisory, recommended } }: { readonly ticket: Ticket }) {
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
