import { evidenceWords, failureModeWords } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Card, Descriptions } from "antd";
import { Link } from "react-router";
import { standing } from "../asset/asset-api.js";
import { EvidenceList } from "../asset/findings.js";
import { RemainingLife } from "../shell/remaining-life.js";
import { useSettings } from "../shell/settings.js";
import type { Advice, Ticket } from "./ticket-api.js";

/** What the advice rests on, how sure it is, and by when. */
export function EvidenceCard({ ticket }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const advice = ticket.advisory;
  if (!advice) return null;
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
      <Against ticket={ticket} />
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: "life", label: texts.ticket.remaining, children: <RemainingLife life={advice.rul} /> },
          ...(advice.due ? [{ key: "due", label: texts.ticket.dueWhy, children: zh ? advice.due.reasonZh : advice.due.reasonEn }] : []),
          { key: "trace", label: texts.ticket.trace, children: <span className="quiet">{Object.values(advice.trace).join(" · ")}</span> },
          { key: "bench", label: texts.bench.title, children: <Link to={benchOf(ticket, advice)}>{texts.ticket.toBench}</Link> },
        ]}
      />
    </Card>
  );
}

/** Where the measurement that the advice rests on can be looked at. */
function benchOf({ site, asset }: Ticket, { point, trace }: Advice): string {
  const asked = { site, point, ...(trace.acquisition ? { a: trace.acquisition } : {}), view: "whitened_envelope" };
  return `/assets/${encodeURIComponent(asset)}/bench?${new URLSearchParams(asked)}`;
}

/** What speaks against it as the machine is now, and what else it could be. */
function Against({ ticket: { site, asset, failureMode } }: { readonly ticket: Ticket }) {
  const { texts, language } = useSettings();
  const place = { site, asset };
  const now = useQuery({ queryKey: ["standing", place], queryFn: () => standing(place) });
  const findings = now.data?.findings ?? [];
  const own = findings.find((finding) => finding.failureMode === failureMode);
  const others = findings.filter((finding) => finding.failureMode !== failureMode);
  if (!now.data) return null;
  const against = own?.counterEvidence ?? [];
  return (
    <>
      {own === undefined && <p className="quiet">{texts.ticket.notFoundNow}</p>}
      {own !== undefined && against.length === 0 && <p className="quiet">{texts.ticket.nothingAgainst}</p>}
      <EvidenceList title={texts.asset.against} evidence={against} />
      {others.length > 0 && (
        <>
          <h4>{texts.ticket.couldBe}</h4>
          <ul>
            {others.map((finding) => (
              <li key={`${finding.failureMode}/${finding.point}`}>
                {failureModeWords(finding.failureMode, language)} · {finding.point} · {Math.round(100 * finding.confidence)} %
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
