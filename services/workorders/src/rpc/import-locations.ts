import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import { importLocations as taking } from "../exchange/import-locations.js";
import type { ExchangeParts } from "../exchange/open-exchange.js";
import { fileReportMessage, systemKeyOf } from "./exchange-messages.js";
import { splitUpload } from "./upload.js";

type ImportLocations = MethodHandler<(typeof ExchangeService)["method"]["importLocations"]>;

export function importLocations(exchange: ExchangeParts): ImportLocations {
  return async (requests) => {
    const { header, chunks } = await splitUpload(requests);
    const key = systemKeyOf(header);
    await exchange.systems.get(key);
    const { unmapped: _, ...report } = fileReportMessage(await taking(key, header, chunks, exchange));
    return report;
  };
}
