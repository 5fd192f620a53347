import { assetRefToWire, failureModeCodec, suppressionFromWire } from "@phm/contracts";
import { assetRef, DEFAULT_SITE, parseTimeNs } from "@phm/domain";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { listOf, organisation, PLACE, PLACES, page } from "../api/parameters.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { lift, newSuppression, suppression } from "../schemas/suppressions.js";
import { instant } from "../schemas/time.js";
import { suppressionView } from "../views/suppression-view.js";

const MAX_PAGE = 500;
const ANY_TIME = 0n;
const TAG = "Suppressions";

/** Faults that open no orders for a while, because they were false alarms: by asset, point (any where none is given) and failure mode. */
export const suppressionOperations = [
  operation({
    id: "listSuppressions",
    method: "get",
    path: "/suppressions",
    demand: "read",
    tag: TAG,
    summary: "Faults that open no orders",
    query: {
      ...PLACES,
      ...page(MAX_PAGE),
      asset: z.string().optional().describe("Only of this asset of the site (`default` where none is given)."),
      standingAt: instant.optional().describe("Only those that stand at this time."),
    },
    answer: listOf(suppression),
    handle: async ({ workorders }, { query, request }) => {
      const { asset = "", standingAt } = query;
      const answer = await workorders.suppressions.listSuppressions({
        organisation: organisationOf(request),
        site: query.site ?? (asset ? DEFAULT_SITE : ""),
        asset,
        standingAtNs: standingAt === undefined ? ANY_TIME : parseTimeNs(standingAt, "standingAt"),
        ...pageOf(request, MAX_PAGE),
      });
      const items = answer.suppressions.map((each) => suppressionView(suppressionFromWire(each)));
      return { items, nextCursor: answer.nextCursor || undefined };
    },
  }),
  operation({
    id: "addSuppression",
    method: "post",
    path: "/suppressions",
    demand: "plan",
    tag: TAG,
    summary: "Lets a fault open no orders until a time",
    query: PLACE,
    body: newSuppression,
    status: 201,
    answer: suppression,
    handle: async ({ workorders }, { query, body, request }) => {
      const wanted = {
        ref: assetRefToWire(assetRef(organisationOf(request), query.site ?? DEFAULT_SITE, body.asset)),
        point: body.point ?? "",
        failureMode: failureModeCodec.toWire(body.failureMode),
        untilNs: parseTimeNs(body.until, "until"),
        reason: body.reason,
        actor: body.actor,
      };
      return suppressionView(suppressionFromWire((await workorders.suppressions.addSuppression(wanted)).suppression));
    },
  }),
  operation({
    id: "liftSuppression",
    method: "post",
    path: "/suppressions/:id/lift",
    demand: "plan",
    tag: TAG,
    summary: "Lets a suppressed fault open orders again",
    query: { organisation },
    body: lift,
    answer: suppression,
    handle: async ({ workorders }, { params, body, request }) => {
      const asked = { organisation: organisationOf(request), id: params.id ?? "", ...body };
      return suppressionView(suppressionFromWire((await workorders.suppressions.liftSuppression(asked)).suppression));
    },
  }),
];
