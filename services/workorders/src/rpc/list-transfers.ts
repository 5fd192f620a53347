import { type ExchangeService, transferStateCodec } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { TransferLog } from "../exchange/transfer-log.js";
import { systemKeyOf, transferMessage } from "./exchange-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

const ANY_STATE = 0;

type ListTransfers = MethodHandler<(typeof ExchangeService)["method"]["listTransfers"]>;

export function listTransfers(transfers: TransferLog): ListTransfers {
  return async (request) => {
    const state = request.state === ANY_STATE ? undefined : transferStateCodec.fromWire(request.state, "state");
    const { transfers: found, nextCursor } = await transfers.list(systemKeyOf(request), state, page(request, LIST_LIMIT));
    return { transfers: found.map(transferMessage), nextCursor: nextCursor ?? "" };
  };
}
