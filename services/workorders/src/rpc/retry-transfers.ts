import type { ExchangeService } from "@phm/contracts";
import type { TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { TransferLog } from "../exchange/transfer-log.js";
import { systemKeyOf } from "./exchange-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

type RetryTransfers = MethodHandler<(typeof ExchangeService)["method"]["retryTransfers"]>;

/** One call does a page of them: a caller repeats it while some are left. */
export function retryTransfers(transfers: TransferLog, nowNs: () => TimeNs): RetryTransfers {
  return async (request) => {
    const key = systemKeyOf(request);
    const retried = await transfers.retryAll(key, nowNs(), LIST_LIMIT.max);
    return { retried, left: await transfers.count(key, "dead") };
  };
}
