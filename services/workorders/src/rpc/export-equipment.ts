import { type EquipmentService, tableFormatCodec } from "@phm/contracts";
import { type OrganisationId, organisationId, type SiteId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { EquipmentTree } from "../equipment/equipment-tree.js";
import { writeTable } from "../equipment/table/write-table.js";

type ExportEquipment = MethodHandler<(typeof EquipmentService)["method"]["exportEquipment"]>;

const PAGE = 500;
/** A message on the wire has room for 4 MiB; a node has at most some hundred KiB. */
const CHUNK_CHARACTERS = 256 * 1024;

export function exportEquipment(tree: EquipmentTree): ExportEquipment {
  return async function* ({ organisation, site, format }) {
    const pages = () => eachPage(tree, organisationId(organisation), siteId(site));
    const encoder = new TextEncoder();
    for await (const text of gathered(writeTable(tableFormatCodec.fromWire(format, "format"), pages))) {
      yield { chunk: encoder.encode(text) };
    }
  };
}

async function* eachPage(tree: EquipmentTree, organisation: OrganisationId, site: SiteId) {
  let cursor: string | undefined;
  do {
    const place = { organisation, site, order: "code" as const, limit: PAGE };
    const page: Awaited<ReturnType<typeof tree.list>> = await tree.list(cursor === undefined ? place : { ...place, cursor });
    yield page.entries;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** Small pieces together, so that a message is worth its frame, and large ones apart, so that each fits one. */
async function* gathered(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    while (text.length >= CHUNK_CHARACTERS) {
      const end = isHighSurrogate(text.charCodeAt(CHUNK_CHARACTERS - 1)) ? CHUNK_CHARACTERS - 1 : CHUNK_CHARACTERS;
      yield text.slice(0, end);
      text = text.slice(end);
    }
  }
  yield text;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
