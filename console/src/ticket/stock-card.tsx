import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Card } from "antd";
import { useState } from "react";
import { useSettings } from "../shell/settings.js";
import { type NeededPart, neededParts, reserveParts } from "./parts-api.js";
import type { TicketProps } from "./use-change.js";

/** The parts that the repair needs, beside what lies in the stores. */
export function StockCard({ read: { ticket } }: Pick<TicketProps, "read">) {
  const { texts, language, person } = useSettings();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [isUnderWay, setUnderWay] = useState(false);
  const key = ["needed-parts", ticket.id];
  const needed = useQuery({ queryKey: key, queryFn: () => neededParts(ticket.id) });
  const parts = needed.data ?? [];
  if (parts.length === 0) return null;
  const reserve = async () => {
    setUnderWay(true);
    try {
      queries.setQueryData(key, await reserveParts(ticket.id, person));
    } catch (error) {
      message.error((error as Error).message);
    }
    setUnderWay(false);
  };
  const isOpen = parts.some((part) => missing(part) > 0 && part.available > 0) && ticket.legalCommands.length > 0;
  return (
    <Card
      size="small"
      title={texts.ticket.stock}
      extra={
        isOpen && (
          <Button size="small" disabled={person === ""} loading={isUnderWay} onClick={() => void reserve()}>
            {texts.ticket.reserve}
          </Button>
        )
      }
    >
      <div className="wide">
        <table className="proof">
          <thead>
            <tr>
              <th scope="col">{texts.ticket.partField}</th>
              <th scope="col">{texts.ticket.neededCount}</th>
              <th scope="col">{texts.ticket.available}</th>
              <th scope="col">{texts.ticket.reserved}</th>
              <th scope="col">{texts.ticket.used}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.id}>
                <th scope="row">{`${part.id} ${language === "zh" ? part.nameZh : part.nameEn}`}</th>
                <td>{`${part.quantity} ${part.unit}`}</td>
                <td>
                  {part.available}{" "}
                  {missing(part) > part.available && (
                    <span className="grade grade-fail">
                      {texts.ticket.short}
                      {part.leadTimeDays !== null && ` · ${part.leadTimeDays} d`}
                    </span>
                  )}
                </td>
                <td>{part.reserved}</td>
                <td>{part.used}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** What is needed and neither used nor put aside. */
const missing = ({ quantity, reserved, used }: NeededPart) => Math.max(0, quantity - reserved - used);
