import type { ExchangeService } from "@phm/contracts";
import type { TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { TransferLog } from "../exchange/transfer-log.js";
import { systemKeyOf } from "./exchange-messages.js";

type RetryTransfer = MethodHandler<(typeof ExchangeService)["method"]["retryTransfer"]>;

export function retryTransfer(transfers: TransferLog, nowNs: () => TimeNs): RetryTransfer {
  return async (request) => {
    await transfers.retry(systemKeyOf(request), request.order, nowNs());
    return {};
  };
}
