import { InvalidValue, NS_PER_MS, parseTimeNs } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { listOf, organisation, page, RANGE } from "../api/parameters.js";
import type { ChainEnd } from "../audit/audit-chain.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { auditEntry, auditVerification } from "../schemas/audit.js";

const MAX_PAGE = 500;
const TAG = "Audit";
const HEAD = /^(\d{1,12}):([0-9a-f]{64})$/;

const filters = {
  ...RANGE,
  ...page(MAX_PAGE),
  who: z.string().optional().describe("Only of this key or person."),
  asset: z.string().optional().describe("Only of this machine."),
};

/** Who looked at what, and proof that nothing of it was changed. */
export const auditOperations = [
  operation({
    id: "listAudit",
    method: "get",
    path: "/audit",
    demand: "administer",
    tag: TAG,
    summary: "Who looked at what of the organisation's records, and who changed them, newest first",
    description: "A page that has to look far for what fits may be short; `nextCursor` then says where to go on.",
    query: {
      organisation,
      ...filters,
      others: z.enum(["true", "false"]).optional().describe("`true`: only what other organisations were shown."),
    },
    answer: listOf(auditEntry),
    handle: async ({ auditBook }, { query, request }) => {
      const filter = { ...filterOf(query), onlyOthers: query.others === "true" };
      const { entries, nextCursor } = await auditBook.list(organisationOf(request), filter, pageOf(request, MAX_PAGE));
      return { items: entries.map(({ sequence, entry }) => ({ sequence, ...entry })), nextCursor };
    },
  }),
  operation({
    id: "listOwnLooks",
    method: "get",
    path: "/audit/own",
    demand: "partner",
    tag: TAG,
    summary: "What the own organisation has looked at of others, newest first",
    query: { organisation, ...filters },
    answer: listOf(auditEntry),
    handle: async ({ auditBook }, { query, request }) => {
      const filter = { ...filterOf(query), onlyForeign: true };
      const { entries, nextCursor } = await auditBook.list(organisationOf(request), filter, pageOf(request, MAX_PAGE));
      return { items: entries.map(({ sequence, entry }) => ({ sequence, ...entry })), nextCursor };
    },
  }),
  operation({
    id: "verifyAudit",
    method: "get",
    path: "/audit/verification",
    demand: "administer",
    tag: TAG,
    summary: "Computes the organisation's audit chain again",
    query: { organisation, head: z.string().optional().describe("A block as it was written down before, `SEQUENCE:HASH`.") },
    answer: auditVerification,
    handle: async ({ auditBook }, { query, request }) => {
      const state = await auditBook.verify(organisationOf(request), headOf(query.head));
      return { isSound: state.broken === undefined && state.holdsHead !== false, ...state };
    },
  }),
];

interface AskedFilter {
  readonly who?: string | undefined;
  readonly asset?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function filterOf({ who, asset, from, to }: AskedFilter) {
  // As entries have it, to the millisecond, so that texts compare as times do.
  const utc = (name: string, text: string) => new Date(Number(parseTimeNs(text, name) / NS_PER_MS)).toISOString();
  return {
    ...(who !== undefined && { who }),
    ...(asset !== undefined && { asset }),
    ...(from !== undefined && { from: utc("from", from) }),
    ...(to !== undefined && { to: utc("to", to) }),
  };
}

/** @throws InvalidValue */
function headOf(text: string | undefined): ChainEnd | undefined {
  if (text === undefined) return undefined;
  const [, sequence, hash] = HEAD.exec(text) ?? [];
  if (sequence === undefined || hash === undefined)
    throw new InvalidValue("head", text, "SEQUENCE:HASH, as a verification has told its end");
  return { sequence: Number(sequence), hash };
}
