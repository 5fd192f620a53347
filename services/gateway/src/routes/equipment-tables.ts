import { TABLE_FORMATS, type TableFormat, tableFormatCodec } from "@phm/contracts";
import { InvalidValue } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { drained } from "../drained.js";
import { queryText } from "../request-parameters.js";
import { importReportView } from "../views/import-report-view.js";
import { equipmentPlaceOf } from "./equipment-request.js";

const MEDIA_TYPES: Readonly<Record<TableFormat, string>> = { csv: "text/csv; charset=utf-8", json: "application/json" };

/** Tables of equipment, in and out. They pass through piece by piece; `dryRun=true` says what an import would do, and changes nothing. */
export function equipmentTableRoutes({ workorders: { equipment } }: GatewayContext): Router {
  const router = Router();
  router.post("/equipment/import", async (request, response) => {
    try {
      const { report } = await equipment.importEquipment(partsOf(request));
      if (!report) throw new InvalidValue("report", undefined, "present");
      response.json(importReportView(report));
    } finally {
      // What is refused before its end is read to its end, so that the sender gets the answer, and the connection is good for the next.
      request.resume();
    }
  });
  router.get("/equipment/export", async (request, response) => {
    const format = formatOf(queryText(request, "format") ?? "csv");
    const { site, organisation } = equipmentPlaceOf(request);
    const chunks = equipment.exportEquipment({ organisation, site, format: tableFormatCodec.toWire(format) });
    for await (const { chunk } of chunks) {
      if (!response.headersSent) response.attachment(`equipment-${site}.${format}`).setHeader("Content-Type", MEDIA_TYPES[format]);
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  });
  return router;
}

async function* partsOf(request: Request) {
  const header = {
    ...equipmentPlaceOf(request),
    format: tableFormatCodec.toWire(formatOf(queryText(request, "format") ?? (request.is("json") ? "json" : "csv"))),
    dryRun: flagOf(request, "dryRun"),
    ...{ actor: queryText(request, "actor") ?? "", note: queryText(request, "note") ?? "" },
  };
  yield { part: { case: "header" as const, value: header } };
  for await (const piece of request.iterator({ destroyOnReturn: false }))
    yield { part: { case: "chunk" as const, value: piece as Uint8Array } };
}

function formatOf(word: string): TableFormat {
  if (TABLE_FORMATS.includes(word as TableFormat)) return word as TableFormat;
  throw new InvalidValue("format", word, `one of ${TABLE_FORMATS.join(", ")}`, "unknown_word");
}

/** Not guessed at: who misspells a dry run must not get a real one. */
function flagOf(request: Request, name: string): boolean {
  const value = queryText(request, name) ?? "false";
  if (value !== "true" && value !== "false") throw new InvalidValue(name, value, "true or false");
  return value === "true";
}
