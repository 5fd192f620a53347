import { CRITICALITIES, type Criticality, checkRetentionPolicy, InvalidValue, type RetentionPolicy, type RetentionTier } from "@phm/domain";
import { bodyField } from "../json-body.js";

type Fields = Readonly<Record<string, unknown>>;

const DAYS = ["spectraDays", "rawFeatureDays", "hourlyFeatureDays", "dailyFeatureDays"] as const;

/** A policy as the body writes it: a tier for each criticality. @throws InvalidValue naming the field by its path */
export function retentionPolicyOf(request: { readonly body?: unknown }): RetentionPolicy {
  const tiers = fieldsOf("tiers", bodyField(request, "tiers"));
  const unknown = Object.keys(tiers).find((name) => !CRITICALITIES.includes(name as Criticality));
  if (unknown !== undefined) throw new InvalidValue(`tiers.${unknown}`, unknown, `one of ${CRITICALITIES.join(", ")}`);
  const budget = bodyField(request, "waveformBudgetBytes") ?? undefined;
  const policy: RetentionPolicy = {
    tiers: { low: tierOf(tiers, "low"), medium: tierOf(tiers, "medium"), high: tierOf(tiers, "high") },
    ...(budget === undefined ? {} : { waveformBudgetBytes: numberOf("waveformBudgetBytes", budget) }),
  };
  checkRetentionPolicy(policy);
  return policy;
}

function tierOf(tiers: Fields, criticality: Criticality): RetentionTier {
  const path = `tiers.${criticality}`;
  const tier = fieldsOf(path, tiers[criticality]);
  const { waveforms } = tier;
  if (!Array.isArray(waveforms)) throw new InvalidValue(`${path}.waveforms`, waveforms, "a list of steps");
  const steps = waveforms.map((each: unknown, at) => {
    const step = fieldsOf(`${path}.waveforms[${at}]`, each);
    const number = (name: string) => numberOf(`${path}.waveforms[${at}].${name}`, step[name]);
    return { untilDays: number("untilDays"), oneInS: number("oneInS") };
  });
  const [spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays] = DAYS.map((name) =>
    numberOf(`${path}.${name}`, tier[name]),
  ) as [number, number, number, number];
  return { waveforms: steps, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays };
}

function fieldsOf(path: string, value: unknown): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new InvalidValue(path, value, "an object");
}

function numberOf(path: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new InvalidValue(path, value, "a finite number");
}
