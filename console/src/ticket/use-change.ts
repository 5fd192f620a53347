import type { OrderCommandKind } from "@phm/domain";
import { App } from "antd";
import { ApiError } from "../api/api-error.js";
import { useSettings } from "../shell/settings.js";
import type { ReadTicket } from "./ticket-api.js";

const CONFLICTS = [409, 412];

export interface TicketProps {
  readonly read: ReadTicket;
  /** With what it has become, or without where somebody else has changed it. */
  readonly onChanged: (read: ReadTicket | undefined) => void;
}

/**
 * Tries a change of an order and says what came of it.
 * @returns a function that answers whether the change is over: carried out, or refused as somebody else has changed the order
 */
export function useChange(onChanged: TicketProps["onChanged"]) {
  const { texts } = useSettings();
  const { message } = App.useApp();
  return async (change: () => Promise<ReadTicket>): Promise<boolean> => {
    try {
      onChanged(await change());
      return true;
    } catch (error) {
      if (error instanceof ApiError && CONFLICTS.includes(error.status)) {
        message.warning(texts.ticket.conflict);
        onChanged(undefined);
        return true;
      }
      message.error(error instanceof ApiError && error.isPassing ? texts.state.unreachable : (error as Error).message);
      return false;
    }
  };
}

/** Whether the order's state and the person's role allow a command now. */
export function useMay({ ticket }: ReadTicket, command: OrderCommandKind): "yes" | "not_now" | "not_yours" {
  const { person, role } = useSettings();
  const legal = ticket.legalCommands.find((each) => each.command === command);
  if (!legal) return "not_now";
  return legal.roles.includes(role) && person !== "" ? "yes" : "not_yours";
}
