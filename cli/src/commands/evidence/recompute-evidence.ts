import {
  type AdvisoryMessage,
  acquisitionFromWire,
  assetConfigFromWire,
  type CheckpointMessage,
  ConditionStateSchema,
  conditionToWire,
  HealthStateSchema,
  healthToWire,
  modelScopeToWire,
  RulEstimateSchema,
  rulEstimateToWire,
} from "@phm/contracts";
import { type AssetConfig, InvalidValue } from "@phm/domain";
import {
  type AssessmentState,
  BUILT_IN_MODEL,
  BUILT_IN_MODELS,
  FEATURE_SET,
  MODEL_VERSION,
  openServedModel,
  type RulModelDocument,
  recomputeAssessment,
  type ServedModels,
} from "@phm/pipeline";
import { ServiceError, toStored } from "@phm/service-kit";
import type { EvidenceClients } from "./evidence-clients.js";
import { type JsonDifference, jsonDifferences } from "./json-differences.js";

/** Whether an acquisition still says what was said. */
export interface RecomputedAdvisory {
  readonly advisory: string;
  readonly acquisition: string;
  readonly isEqual: boolean;
  /** What is missing or of another version, so that it cannot be the same. */
  readonly problems: readonly string[];
  readonly differences: readonly JsonDifference[];
}

const MAX_DIFFERENCES = 20;
const DEFAULT_TIME_SCALE = "overload_rig";

/** Fetches waveform, checkpoint and model behind an advisory, and says it again. What is missing or damaged is told, not thrown. */
export async function recomputeEvidence(advisory: AdvisoryMessage, clients: EvidenceClients): Promise<RecomputedAdvisory> {
  const { id, acquisition } = advisory;
  try {
    const { problems, differences } = await compare(advisory, clients);
    return { advisory: id, acquisition, isEqual: problems.length + differences.length === 0, problems, differences };
  } catch (error) {
    const failure = ServiceError.from(error);
    if (failure.retryable) throw failure;
    return { advisory: id, acquisition, isEqual: false, problems: [failure.message], differences: [] };
  }
}

async function compare(advisory: AdvisoryMessage, clients: EvidenceClients) {
  const { ref, acquisition: id } = advisory;
  const [{ checkpoint }, { acquisition }] = await Promise.all([
    clients.evidence.getCheckpoint({ ...(ref ? { ref } : {}), acquisition: id }),
    clients.archive.getAcquisition({ ...(ref ? { ref } : {}), id }),
  ]);
  if (!checkpoint?.config || !acquisition) throw new ServiceError("internal", `the evidence of ${id} came without its content`);
  const config = assetConfigFromWire(checkpoint.config);
  const models = await modelsOf(checkpoint, config, clients);
  const state = JSON.parse(checkpoint.stateJson) as AssessmentState;
  const said = recomputeAssessment({ acquisition: acquisitionFromWire(acquisition), state, config, models });
  if (!said) return { problems: [`the checkpoint of ${id} is not of before it`], differences: [] };
  const recomputed = {
    condition: conditionToWire(said.condition),
    health: healthToWire(said.health),
    prognosis: rulEstimateToWire(said.prognosis),
  };
  const differences = jsonDifferences(partsOf(checkpoint.assessment), partsOf(recomputed)).slice(0, MAX_DIFFERENCES);
  return { problems: [...versionProblems(advisory), ...findingProblems(advisory, checkpoint)], differences };
}

type Parts = Pick<NonNullable<CheckpointMessage["assessment"]>, "condition" | "health" | "prognosis">;

function partsOf(assessment: Partial<Parts> | undefined) {
  const { condition, health, prognosis } = assessment ?? {};
  if (!condition || !health || !prognosis) throw new InvalidValue("assessment", "incomplete", "condition, health and prognosis together");
  return {
    condition: toStored(ConditionStateSchema, condition),
    health: toStored(HealthStateSchema, health),
    prognosis: toStored(RulEstimateSchema, prognosis),
  };
}

function versionProblems({ featureSet, modelVersion }: AdvisoryMessage): string[] {
  const other = (what: string, made: string, own: string) => (made === own ? [] : [`made with ${what} ${made}, this is ${own}`]);
  return [...other("feature set", featureSet, FEATURE_SET), ...other("model version", modelVersion, MODEL_VERSION)];
}

/** The advisory must rest on a finding of the assessment that was kept. */
function findingProblems({ failureMode }: AdvisoryMessage, { assessment }: CheckpointMessage): string[] {
  const found = assessment?.health?.findings.some((finding) => finding.failureMode === failureMode);
  return found ? [] : ["the assessment that was kept has no finding of the advisory's failure mode"];
}

async function modelsOf({ ref, model }: CheckpointMessage, config: AssetConfig, clients: EvidenceClients): Promise<ServedModels> {
  if (model === BUILT_IN_MODEL || !ref) return BUILT_IN_MODELS;
  const { organisation, site } = config.ref;
  const scope = modelScopeToWire({ organisation, site, timeScale: config.timeScale ?? DEFAULT_TIME_SCALE });
  const { document } = await clients.models.getModel({ scope, model, withDocument: true });
  return { champion: openServedModel(JSON.parse(Buffer.from(document).toString("utf8")) as RulModelDocument) };
}
