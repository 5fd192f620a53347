import { extname } from "node:path";
import { EquipmentService, TABLE_FORMATS, type TableFormat } from "@phm/contracts";
import { InvalidValue, organisationId, siteId } from "@phm/domain";
import { type ClientCalls, createClient } from "@phm/service-kit";

/** What every command on equipment has. */
export interface EquipmentOptions {
  readonly workorders: string;
  readonly organisation: string;
  readonly site: string;
  /** Default: by the file's name. */
  readonly format?: TableFormat;
}

/** Calls the equipment register, and closes the connection behind it. */
export async function withEquipment<T>(
  { workorders }: EquipmentOptions,
  call: (equipment: ClientCalls<typeof EquipmentService>) => Promise<T>,
): Promise<T> {
  const client = createClient(EquipmentService, workorders);
  try {
    return await call(client.call);
  } finally {
    client.close();
  }
}

/** @throws InvalidValue naming the part that is malformed */
export function placeOf({ organisation, site }: EquipmentOptions) {
  return { organisation: organisationId(organisation), site: siteId(site) };
}

/** @throws InvalidValue where neither the option nor the file's name says it */
export function formatOf({ format }: EquipmentOptions, file: string): TableFormat {
  const named = format ?? extname(file).slice(1).toLowerCase();
  if (TABLE_FORMATS.includes(named as TableFormat)) return named as TableFormat;
  throw new InvalidValue("FILE", file, `named .${TABLE_FORMATS.join(" or .")}, or --format given`);
}
