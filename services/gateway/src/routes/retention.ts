import { assetRefToWire, type PolicyRecordMessage, retentionPolicyToWire } from "@phm/contracts";
import { type AssetRef, acquisitionId, assetRef, DEFAULT_SITE, InvalidValue, siteId } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyText, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { pinView, policyView, sweepView, usageView, verificationView } from "../views/retention-view.js";
import { retentionPolicyOf } from "./retention-policy-body.js";

const MAX_PAGE = 200;
const SWEEPERS = ["ingest", "features", "predict"] as const;
type Sweeper = (typeof SWEEPERS)[number];

/** What a site keeps, what it has, why something is kept, and what was deleted. */
export function retentionRoutes({ retention: { policies, sweeps } }: GatewayContext): Router {
  const router = Router();
  router.get("/retention/policy", async (request, response) => {
    sendPolicy(response, (await policies.getPolicy(placeOf(request))).record);
  });
  router.put("/retention/policy", jsonBody, async (request, response) => {
    const policy = retentionPolicyToWire(retentionPolicyOf(request));
    const change = { policy, expectedVersion: expectedVersionOf(request, "policy"), actor: bodyText(request, "actor") };
    sendPolicy(response, (await policies.putPolicy({ ...placeOf(request), ...change }, { idempotent: false })).record);
  });
  router.get("/retention/usage", async (request, response) => {
    response.json(usageView(await policies.getUsage(placeOf(request))));
  });
  router.get("/retention/pins", async (request, response) => {
    const ref = assetRefToWire(assetOf(request, queryText(request, "asset") ?? ""));
    const [acquisition, record] = [queryText(request, "acquisition") ?? "", queryText(request, "record") ?? ""];
    const { pins } = await policies.listPins({ ref, acquisition, record });
    response.json({ items: pins.map(pinView) });
  });
  router.post("/retention/holds", jsonBody, async (request, response) => {
    const { pin } = await policies.holdAcquisition({ ...heldOf(request), reason: bodyText(request, "reason") });
    if (!pin) throw new InvalidValue("pin", undefined, "present");
    response.json(pinView(pin));
  });
  router.post("/retention/holds/release", jsonBody, async (request, response) => {
    await policies.releaseAcquisition(heldOf(request), { idempotent: false });
    response.status(204).end();
  });
  router.get("/retention/verification", async (request, response) => {
    response.json(verificationView(await policies.verifyPins({ ...placeOf(request), ...pageOf(request, MAX_PAGE) })));
  });
  router.get("/retention/sweeps", async (request, response) => {
    const service = sweeperOf(request);
    const { sweeps: listed, nextCursor } = await sweeps[service].listSweeps({ ...placeOf(request), ...pageOf(request, MAX_PAGE) });
    response.json({ items: listed.map(sweepView), nextCursor: nextCursor || undefined });
  });
  return router;
}

function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

function assetOf(request: Request, asset: string): AssetRef {
  const { organisation, site } = placeOf(request);
  return assetRef(organisation, site, asset);
}

function heldOf(request: Request) {
  const ref = assetRefToWire(assetOf(request, bodyText(request, "asset")));
  return { ref, acquisition: acquisitionId(bodyText(request, "acquisition"), "acquisition"), actor: bodyText(request, "actor") };
}

/** Which service's sweeps; ingest's, of waveforms, where not given. @throws InvalidValue */
function sweeperOf(request: Request): Sweeper {
  const service = queryText(request, "service") ?? "ingest";
  if (SWEEPERS.includes(service as Sweeper)) return service as Sweeper;
  throw new InvalidValue("service", service, `one of ${SWEEPERS.join(", ")}`, "unknown_word");
}

function sendPolicy(response: Response, record: PolicyRecordMessage | undefined): void {
  if (!record) throw new InvalidValue("record", undefined, "present");
  response.setHeader("ETag", `"${record.version}"`);
  response.json(policyView(record));
}
