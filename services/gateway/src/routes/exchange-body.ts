import { type EnterpriseSystemMessage, enterpriseSystemToWire } from "@phm/contracts";
import { checkEnterpriseSystem, type EnterpriseSystem, InvalidValue, organisationId, siteId, TIERS } from "@phm/domain";
import { bodyField, bodyText, bodyWord, optionalBodyNumber, optionalBodyText } from "../json-body.js";

const DEFAULT_POLL_S = 60;
const LANGUAGES = ["en", "zh"] as const;

/** The system that a body describes. @throws InvalidValue naming the field that breaks a rule */
export function systemFromBody(
  request: { readonly body?: unknown },
  { organisation, site, system: id }: { readonly organisation: string; readonly site: string; readonly system: string },
): EnterpriseSystemMessage {
  const system = {
    ...{ id, organisation: organisationId(organisation), site: siteId(site), url: bodyText(request, "url") },
    ...optionalBodyText(request, "tokenVariable"),
    ...optionalBodyText(request, "ordersPath"),
    ...optionalBodyText(request, "changesPath"),
    ...optionalBodyText(request, "secret"),
    pollEveryS: optionalBodyNumber(request, "pollEveryS").pollEveryS ?? DEFAULT_POLL_S,
    leastTier: bodyWord(request, "leastTier", TIERS),
    language: bodyWord(request, "language", LANGUAGES),
    ...{ numberPath: bodyText(request, "numberPath"), changesListPath: bodyText(request, "changesListPath") },
    cursorPath: bodyText(request, "cursorPath"),
    ...{ outbound: bodyWords(request, "outbound"), inbound: bodyWords(request, "inbound") },
    ...{ tiersOut: bodyWords(request, "tiersOut"), statesOut: bodyWords(request, "statesOut"), statesIn: bodyWords(request, "statesIn") },
  } as EnterpriseSystem;
  checkEnterpriseSystem(system);
  return enterpriseSystemToWire(system);
}

/** Texts by name; none where they are not given. @throws InvalidValue for anything else */
function bodyWords(request: { readonly body?: unknown }, name: string): Record<string, string> {
  const value = bodyField(request, name) ?? {};
  const isMap = typeof value === "object" && !Array.isArray(value);
  const words = isMap ? Object.entries(value as object) : [];
  if (isMap && words.every(([, word]) => typeof word === "string")) return Object.fromEntries(words) as Record<string, string>;
  throw new InvalidValue(name, value, "an object of texts");
}
