import { type EquipmentService, tableFormatCodec } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import { type ImportDependencies, importEquipment as taking } from "../equipment/table/import-equipment.js";
import { splitUpload } from "./upload.js";

type ImportEquipment = MethodHandler<(typeof EquipmentService)["method"]["importEquipment"]>;

/** Problems beyond these are counted: who mends so many sees the rest with the next dry run. */
const MAX_TOLD = 1_000;

export function importEquipment(dependencies: ImportDependencies): ImportEquipment {
  return async (requests) => {
    const { header, chunks } = await splitUpload(requests);
    const { dryRun, actor, note } = header;
    const request = {
      organisation: organisationId(header.organisation),
      site: siteId(header.site),
      format: tableFormatCodec.fromWire(header.format, "format"),
      ...{ dryRun, actor, note },
    };
    const { problems, ...report } = await taking(request, chunks, dependencies);
    return { report: { ...report, problems: problems.slice(0, MAX_TOLD), problemCount: problems.length } };
  };
}
