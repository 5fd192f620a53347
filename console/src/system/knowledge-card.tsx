import { failureModeWords } from "@phm/domain";
import { useQuery } from "@tanstack/react-query";
import { Button, Card, Collapse, Tag } from "antd";
import { useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { KnowledgeForm } from "./knowledge-form.js";
import { type Knowledge, knowledge, knowledgeHistory } from "./system-api.js";

/** What is known of each fault at the site, and who has changed it. */
export function KnowledgeCard() {
  const { texts, language, site } = useSettings();
  const query = useQuery({ queryKey: ["knowledge", site], queryFn: () => knowledge(site) });
  return (
    <Card size="small" title={`${texts.system.knowledge} · ${site}`}>
      <Asked query={query}>
        {(entries) => (
          <Collapse
            ghost
            items={entries.map((entry) => ({
              key: entry.failureMode,
              label: (
                <>
                  {failureModeWords(entry.failureMode, language)} {entry.isSiteEntry && <Tag>{texts.system.ownEntry}</Tag>}
                </>
              ),
              children: <Entry entry={entry} />,
            }))}
          />
        )}
      </Asked>
    </Card>
  );
}

function Entry({ entry }: { readonly entry: Knowledge }) {
  const { texts, language, site, role } = useSettings();
  const [isEditing, setEditing] = useState(false);
  const { failureMode, mechanism, causes, confirm, actions, checks, version } = entry;
  const history = useQuery({
    queryKey: ["knowledge", site, failureMode, version],
    queryFn: () => knowledgeHistory(site, failureMode),
  });
  const lists = [
    [texts.ticket.causeField, causes.map(({ code, text }) => `${code} ${text[language]}`)],
    [texts.ticket.checks, confirm.map((words) => words[language])],
    [texts.ticket.actions, actions.map((words) => words[language])],
    [texts.ticket.checklist, checks.map((words) => words[language])],
  ] as const;
  if (isEditing) return <KnowledgeForm entry={entry} onDone={() => setEditing(false)} />;
  return (
    <>
      <p>{mechanism.text[language]}</p>
      <div className="to-do">
        {lists
          .filter(([, lines]) => lines.length > 0)
          .map(([title, lines]) => (
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
      {role !== "technician" && (
        <Button
          size="small"
          aria-label={`${texts.system.edit}: ${failureModeWords(failureMode, language)}`}
          onClick={() => setEditing(true)}
        >
          {texts.system.edit}
        </Button>
      )}
      {(history.data ?? []).map((revision) => (
        <p key={revision.version} className="quiet">
          {`${revision.version} · ${whenIn(language, revision.time)} · ${revision.author} · ${revision.note}`}
        </p>
      ))}
    </>
  );
}
