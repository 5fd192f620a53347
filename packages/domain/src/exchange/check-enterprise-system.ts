import { checkWhole } from "../check-fields.js";
import { InvalidValue } from "../invalid-value.js";
import { checkOutsideUrl } from "../outside-url.js";
import { TIERS } from "../tier.js";
import { type EnterpriseSystem, EXTERNAL_STATES } from "./enterprise-system.js";

const ID = /^[A-Za-z0-9_-]{1,40}$/;
const PATH = /^\/[^\s#]{0,500}$/;
const FIELD_PATH = /^[^\s.]{1,100}(\.[^\s.]{1,100}){0,9}$/;
/** No other variable of the process can be read out by naming it. */
const TOKEN_VARIABLE = /^PHM_EXCHANGE_[A-Z0-9_]{1,80}$/;
const SECRET_LENGTHS = { min: 24, max: 500 };
const DAY_S = 86_400;

/** @throws InvalidValue with the field, the value (never the secret) and the limit, for the first rule that is broken */
export function checkEnterpriseSystem(system: EnterpriseSystem): void {
  const { id, url, tokenVariable, ordersPath, changesPath, pollEveryS, leastTier, secret } = system;
  if (!ID.test(id)) throw new InvalidValue("id", id, "1 to 40 letters, digits, - and _");
  checkOutsideUrl("url", url);
  if (tokenVariable !== undefined && !TOKEN_VARIABLE.test(tokenVariable))
    throw new InvalidValue("tokenVariable", tokenVariable, "the name of an environment variable that begins with PHM_EXCHANGE_");
  checkPath("ordersPath", ordersPath);
  checkPath("changesPath", changesPath);
  if (changesPath !== undefined && !changesPath.includes("{cursor}"))
    throw new InvalidValue("changesPath", changesPath, "with {cursor} where the cursor stands");
  checkWhole("pollEveryS", pollEveryS, 1, DAY_S);
  if (!TIERS.includes(leastTier)) throw new InvalidValue("leastTier", leastTier, `one of ${TIERS.join(", ")}`);
  if (secret !== undefined && (secret.length < SECRET_LENGTHS.min || secret.length > SECRET_LENGTHS.max))
    throw new InvalidValue("secret", `${secret.length} characters`, `${SECRET_LENGTHS.min} to ${SECRET_LENGTHS.max} characters`);
  checkMapping(system);
}

function checkMapping({ ordersPath, outbound, inbound, numberPath, changesListPath, cursorPath, statesIn }: EnterpriseSystem): void {
  for (const [field, path] of Object.entries(outbound)) checkFieldPath(`outbound.${field}`, path);
  for (const [field, path] of Object.entries(inbound)) checkFieldPath(`inbound.${field}`, path);
  for (const [field, path] of Object.entries({ numberPath, changesListPath, cursorPath })) checkFieldPath(field, path);
  if (ordersPath !== undefined && outbound.id === undefined)
    throw new InvalidValue("outbound.id", undefined, "given: they know an order by it");
  for (const [word, state] of Object.entries(statesIn))
    if (!EXTERNAL_STATES.includes(state)) throw new InvalidValue(`statesIn.${word}`, state, `one of ${EXTERNAL_STATES.join(", ")}`);
}

function checkPath(field: string, path: string | undefined): void {
  if (path !== undefined && !PATH.test(path)) throw new InvalidValue(field, path, "a path that begins with /, without blanks");
}

function checkFieldPath(field: string, path: string): void {
  if (!FIELD_PATH.test(path)) throw new InvalidValue(field, path, "names with dots between them, at most 10");
}
