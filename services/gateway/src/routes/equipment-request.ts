import {
  DEFAULT_SITE,
  type EquipmentKey,
  type EquipmentPatch,
  equipmentCode,
  flatEquipmentForm,
  InvalidValue,
  parseEquipmentFields,
  siteId,
} from "@phm/domain";
import type { Request } from "express";
import { expectedVersionOf } from "../expected-version.js";
import { bodyText } from "../json-body.js";
import { organisationOf, queryText } from "../request-parameters.js";

/** What the register says of a node and nobody states: it may stand in a body, so that what was read can be put again. */
const SAID_BY_THE_REGISTER = ["organisation", "site", "code", "documents", "revision", "costTotals", "changedBy", "changedAt"];
const SAID_OF_THE_CHANGE = ["actor", "note"];

export function equipmentPlaceOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

/** The node of the path, in the organisation and site of the query (default: `default`). */
export function equipmentKeyOf(request: Request): EquipmentKey {
  return { ...equipmentPlaceOf(request), code: equipmentCode(request.params.code) };
}

/** Who changes the node, from the body, and from which revision, from `If-Match`; 0 where none is given. */
export function changeOf(request: Request) {
  const expectedRevision = expectedVersionOf(request, "node");
  return { actor: bodyText(request, "actor"), note: bodyText(request, "note"), expectedRevision };
}

/** As `changeOf`, of a node that there must be. @throws InvalidValue where `If-Match` does not say what the change was made from */
export function changeOfRead(request: Request) {
  return { ...changeOf(request), expectedRevision: revisionRead(request) };
}

/** @throws InvalidValue where `If-Match` does not say which revision was read */
export function revisionRead(request: Request): bigint {
  const revision = expectedVersionOf(request, "node");
  if (revision > 0n) return revision;
  throw new InvalidValue("If-Match", request.get("If-Match"), 'the ETag that the node was read with, such as "3"');
}

/** What the body states of a node. @throws InvalidValue for the first field that cannot be read */
export function statedOf(request: Request): EquipmentPatch {
  const passedOver = new Set([...SAID_BY_THE_REGISTER, ...SAID_OF_THE_CHANGE]);
  const fields = flatEquipmentForm(request.body).filter(([field]) => !passedOver.has(field));
  const { patch, problems } = parseEquipmentFields(fields);
  if (problems[0]) throw problems[0];
  return patch;
}
