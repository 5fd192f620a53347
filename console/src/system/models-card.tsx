import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Card, Space, Tag } from "antd";
import { useState } from "react";
import { Asked } from "../shell/asked.js";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { type Choice, DecisionDialog } from "./decision-dialog.js";
import { type Model, type ReadModels, readModels } from "./system-api.js";

/** The models of remaining life of the site: which speaks, which runs in its shadow, how they do, and who decided it. */
export function ModelsCard() {
  const { texts, site } = useSettings();
  const queries = useQueryClient();
  const key = ["models", site];
  const query = useQuery({ queryKey: key, queryFn: () => readModels(site) });
  const [choice, setChoice] = useState<Choice>();
  return (
    <Card size="small" title={`${texts.system.models} · ${site}`}>
      <Asked query={query}>
        {(read) => (
          <>
            {read.models.map((model) => (
              <ModelLine key={model.model} model={model} onChoose={setChoice} />
            ))}
            <Events read={read} />
            {choice && (
              <DecisionDialog
                choice={choice}
                read={read}
                onDone={() => {
                  setChoice(undefined);
                  void queries.invalidateQueries({ queryKey: key });
                }}
              />
            )}
          </>
        )}
      </Asked>
    </Card>
  );
}

function ModelLine({ model, onChoose }: { readonly model: Model; readonly onChoose: (choice: Choice) => void }) {
  const { texts, role } = useSettings();
  const { card, live, drift, state } = model;
  const mayDecide = role === "admin";
  const drifted = drift.filter((each) => each.drifted);
  const own = card?.scores[0];
  return (
    <article className="finding">
      <h3>
        {model.model}{" "}
        <span className={`grade ${state === "champion" ? "grade-ok" : "grade-skipped"}`}>
          {texts.system.modelState[state as keyof typeof texts.system.modelState] ?? state}
        </span>
        {drifted.length > 0 && (
          <span className="grade grade-fail">{`${texts.system.drifted}: ${drifted.map(({ input }) => input).join(", ")}`}</span>
        )}
      </h3>
      <p className="quiet">
        {[
          own?.coverageRatio &&
            `${texts.system.coverage} ${Math.round(100 * own.coverageRatio.mean)} % (${own.lives} ${texts.system.lives})`,
          live.coverageRatio !== null &&
            `${texts.system.liveCoverage} ${Math.round(100 * live.coverageRatio)} % (${live.lives} ${texts.system.lives})`,
          live.coverageRatio === null && texts.system.noLive,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {card && (
        <details>
          <summary>{texts.system.card}</summary>
          <p>{card.data}</p>
          <p>{card.licence}</p>
          <p>{card.limits}</p>
        </details>
      )}
      <Space wrap>
        {(["challenger", "champion"] as const)
          .filter((to) => to !== state && !(state === "champion"))
          .map((to) => (
            <Button key={to} size="small" disabled={!mayDecide} onClick={() => onChoose({ model: model.model, word: "promote", to })}>
              {texts.system.make[to]}
            </Button>
          ))}
        {(state === "champion" || state === "challenger") && !model.builtIn && (
          <Button size="small" disabled={!mayDecide} onClick={() => onChoose({ model: model.model, word: "rollback" })}>
            {texts.system.rollback}
          </Button>
        )}
      </Space>
    </article>
  );
}

function Events({ read: { events } }: { readonly read: ReadModels }) {
  const { texts, language } = useSettings();
  if (events.length === 0) return null;
  return (
    <details>
      <summary>{texts.ticket.history}</summary>
      <ul className="happenings">
        {events.map(({ sequence, model, to, time, actor, reason, forced }) => (
          <li key={sequence} className="line">
            <span>
              <b>{model}</b> → {texts.system.modelState[to as keyof typeof texts.system.modelState] ?? to}{" "}
              {forced && <Tag>{texts.system.forced}</Tag>} {reason}
            </span>
            <span className="quiet">{`${whenIn(language, time)} · ${actor}`}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
