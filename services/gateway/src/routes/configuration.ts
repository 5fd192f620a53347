import { formatTimeNs } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import { z } from "zod";
import { operation } from "../api/operation.js";
import { PLACE } from "../api/parameters.js";
import { assetOf } from "../request-parameters.js";
import { instant } from "../schemas/time.js";

const NS_PER_MS = 1_000_000n;

const configurationState = z
  .strictObject({
    revision: z.int().describe("Of the asset's configuration as it was announced last."),
    isEverywhere: z.boolean().describe("Whether every process that goes by configurations has applied it."),
    replicas: z.array(
      z.strictObject({
        service: z.string(),
        replica: z.string().describe("Name of the process, new with each start."),
        revision: z.int().describe("Up to which every change is applied."),
        isCurrent: z.boolean(),
        seenAt: instant.describe("When it said so; one that is silent for 30 s is left out."),
      }),
    ),
  })
  .meta({ id: "ConfigurationState" });

/** Who has applied what the register says of an asset. */
export const configurationOperations = [
  operation({
    id: "getConfigurationState",
    method: "get",
    path: "/assets/:asset/configuration-state",
    demand: "read",
    tag: "Assets",
    summary: "Which processes have applied the asset's configuration",
    query: PLACE,
    answer: configurationState,
    handle: async ({ broker }, { request }) => {
      const { revision, marks } = await broker.configurationState(assetOf(request));
      if (revision === undefined)
        throw new ServiceError("unavailable", "the register has not announced the asset yet", { retryable: true });
      const replicas = marks.map(({ service, replica, revision: applied, atMs }) => ({
        ...{ service, replica, revision: applied, isCurrent: applied >= revision },
        seenAt: formatTimeNs(BigInt(atMs) * NS_PER_MS),
      }));
      return { revision, isEverywhere: replicas.length > 0 && replicas.every(({ isCurrent }) => isCurrent), replicas };
    },
  }),
];
