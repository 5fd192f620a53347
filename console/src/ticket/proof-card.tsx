import { Alert, Card } from "antd";
import { ConditionMark, ZoneMark } from "../shell/condition-mark.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import type { Ticket } from "./ticket-api.js";

const LOOK = { better: "success", same: "warning", not_yet_known: "info" } as const;

/** How the machine was before the work and after it: whether the repair has helped. */
export function ProofCard({ ticket: { condition, work } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  if (!condition) return null;
  const rows = [
    [texts.ticket.before, condition.opening],
    [texts.ticket.worst, condition.worst],
    [texts.ticket.after, condition.after],
  ] as const;
  return (
    <Card size="small" title={texts.ticket.proof}>
      {(condition.after || work) && <Alert type={LOOK[condition.result]} showIcon title={texts.ticket.proofResult[condition.result]} />}
      <div className="wide">
        <table className="proof">
          <thead>
            <tr>
              <td />
              <th scope="col">{texts.asset.time}</th>
              <th scope="col">{texts.fleet.condition}</th>
              <th scope="col">{texts.fleet.zone}</th>
              <th scope="col">{texts.fleet.level}</th>
              <th scope="col">{texts.ticket.confidence}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([title, figures]) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{figures ? whenIn(language, figures.time) : "—"}</td>
                <td>{figures ? <ConditionMark state={figures.state} /> : "—"}</td>
                <td>{figures ? <ZoneMark zone={figures.zone} /> : "—"}</td>
                <td>{typeof figures?.levelRatio === "number" ? `${figures.levelRatio.toFixed(1)} ×` : "—"}</td>
                <td>{typeof figures?.confidence === "number" ? `${Math.round(100 * figures.confidence)} %` : "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
