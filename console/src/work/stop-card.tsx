import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Card, Modal, Popconfirm } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { whenIn } from "../shell/when.js";
import { type PlannedStop, removePlannedStop } from "./planning-api.js";
import { StopForm } from "./stop-form.js";

/** The stops that are planned, to be added to and taken away from by whoever plans. */
export function StopCard({ stops }: { readonly stops: readonly PlannedStop[] }) {
  const { texts, language, role, site } = useSettings();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const mayPlan = role !== "technician";
  const renew = () => queries.invalidateQueries({ queryKey: ["planned-stops", site] });
  const remove = async (id: string) => {
    await removePlannedStop(site, id).catch((error: Error) => message.error(error.message));
    await renew();
  };
  return (
    <Card
      size="small"
      title={texts.work.stops}
      extra={
        <Button size="small" disabled={!mayPlan} onClick={() => setAdding(true)}>
          {texts.work.addStop}
        </Button>
      }
    >
      {stops.length === 0 && <p className="quiet">{texts.work.noStops}</p>}
      <ul className="happenings">
        {stops.map(({ id, asset, start, end, note }) => (
          <li key={id} className="line">
            <span>
              <b>{asset ?? texts.work.wholeSite}</b> {`${whenIn(language, start)} – ${whenIn(language, end)}`}{" "}
              <span className="quiet">{note}</span>
            </span>
            {mayPlan && (
              <Popconfirm title={texts.work.removeStop} onConfirm={() => void remove(id)}>
                <Button size="small" aria-label={`${texts.work.remove}: ${id}`}>
                  {texts.work.remove}
                </Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
      {isAdding && (
        <Modal open destroyOnHidden footer={null} title={texts.work.addStop} onCancel={() => setAdding(false)}>
          <StopForm
            onDone={() => {
              setAdding(false);
              void renew();
            }}
          />
        </Modal>
      )}
    </Card>
  );
}
