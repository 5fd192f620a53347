import { evidenceWords, type Finding, failureModeWords } from "@phm/domain";
import { Empty } from "antd";
import { useSettings } from "../shell/settings.js";

/** What is probably wrong, surest first: the reason in words, what speaks for it and what against. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { texts, language } = useSettings();
  if (findings.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={texts.asset.noFinding} />;
  return findings.map((finding) => (
    <article key={`${finding.failureMode}/${finding.point}`} className="finding">
      <h3>
        {failureModeWords(finding.failureMode, language)} · {finding.point}
        <span className="quiet">
          {" "}
          {texts.asset.confidence} {Math.round(100 * finding.confidence)} %
        </span>
      </h3>
      <p>{language === "zh" ? finding.reasonZh : finding.reasonEn}</p>
      <EvidenceList title={texts.asset.evidence} evidence={finding.evidence} />
      <EvidenceList title={texts.asset.against} evidence={finding.counterEvidence ?? []} />
    </article>
  ));
}

/** Statements of evidence under a heading; nothing where there are none. */
export function EvidenceList({ title, evidence }: { readonly title: string; readonly evidence: Finding["evidence"] }) {
  const { language } = useSettings();
  if (evidence.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {evidence.map((each) => {
          const words = evidenceWords(each, language);
          return <li key={words}>{words}</li>;
        })}
      </ul>
    </>
  );
}
