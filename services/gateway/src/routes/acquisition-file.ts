import { type Acquisition, InvalidValue } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { nonNegativeParameter, PLACE } from "../api/parameters.js";
import { csvFile, partOf, WHOLE, wavFile } from "../files/acquisition-tables.js";
import { bundleFile } from "../files/bundle-file.js";
import { nothingShared, permissionOf, sharedOf } from "../sharing/shared-request.js";
import { acquisitionOf } from "./acquisitions.js";
import { knownAssetOf } from "./known-asset.js";

export const FILE_FORMATS = ["csv", "wav", "bundle"] as const;
const CONTENT_TYPES = { csv: "text/csv; charset=utf-8", wav: "audio/wav", bundle: "application/zip" } as const;
const EXTENSIONS = { csv: "csv", wav: "wav", bundle: "zip" } as const;

/** What was measured, as a file for other programs. */
export const acquisitionFileOperations = [
  operation({
    id: "downloadAcquisition",
    method: "get",
    path: "/assets/:asset/acquisitions/:acquisition/file",
    demand: "read",
    shares: "waveform",
    tag: "Waveforms",
    summary: "An archived acquisition as a file",
    description:
      "`csv`: a column of seconds and one for each point, with its unit. `wav`: float32, a channel for each point, values as they are. " +
      "`bundle`: a zip with the acquisition bundle, which holds all and can be replayed; it is the owner's alone, as it says how the machine is built.",
    query: {
      ...PLACE,
      format: z.enum(FILE_FORMATS),
      fromS: nonNegativeParameter.optional().describe("From this time of the acquisition on; 0 unless said. Not of a bundle."),
      toS: nonNegativeParameter.optional().describe("Before this time of the acquisition; its end unless said. Not of a bundle."),
    },
    otherAnswer: { contentTypes: Object.values(CONTENT_TYPES).map((type) => type.split(";")[0] as string) },
    handle: async ({ ingest }, { query, request, response }) => {
      const { format, fromS = WHOLE.fromS, toS = WHOLE.toS } = query;
      if (toS <= fromS) throw new InvalidValue("toS", query.toS, `above fromS, ${fromS}`);
      const isPart = query.fromS !== undefined || query.toS !== undefined;
      if (format === "bundle" && isPart)
        throw new InvalidValue("format", format, "csv or wav, where a part is asked for: a bundle holds whole acquisitions");
      // A file has no fields that could be left out of it.
      if (sharedOf(request) && (format === "bundle" || permissionOf(request)?.fields)) throw nothingShared();
      const { acquisition } = await acquisitionOf(ingest, request);
      const part = partOf(acquisition, { fromS, toS });
      const content =
        format === "csv" ? csvFile(part) : format === "wav" ? wavFile(part) : await bundleFile(knownAssetOf(response).config, acquisition);
      response.attachment(`${fileName(acquisition)}.${EXTENSIONS[format]}`);
      response.setHeader("Content-Type", CONTENT_TYPES[format]);
      response.send(Buffer.from(content));
    },
  }),
];

/** Asset and time; ids may hold what file systems refuse. */
function fileName({ ref, startTimeNs }: Acquisition): string {
  return `${ref.asset}-${new Date(Number(startTimeNs / 1_000_000n)).toISOString().replaceAll(":", "")}`;
}
