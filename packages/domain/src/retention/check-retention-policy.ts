import { checkWhole } from "../check-fields.js";
import { CRITICALITIES } from "../criticality.js";
import { InvalidValue } from "../invalid-value.js";
import type { RetentionPolicy, RetentionTier, ThinningStep } from "./retention-policy.js";

/** A century: longer than any machine stands. */
const MAX_DAYS = 36_500;
const MAX_STEPS = 8;
const MAX_ONE_IN_S = 366 * 86_400;
const MIN_BUDGET_BYTES = 1_000_000;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkRetentionPolicy({ tiers, waveformBudgetBytes }: RetentionPolicy): void {
  for (const criticality of CRITICALITIES) checkTier(`tiers.${criticality}`, tiers[criticality]);
  if (waveformBudgetBytes !== undefined) checkWhole("waveformBudgetBytes", waveformBudgetBytes, MIN_BUDGET_BYTES, Number.MAX_SAFE_INTEGER);
}

function checkTier(field: string, { waveforms, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays }: RetentionTier): void {
  const steps = waveforms.length;
  if (steps < 1 || steps > MAX_STEPS)
    throw new InvalidValue(`${field}.waveforms`, `${steps} steps`, `1 to ${MAX_STEPS} steps`, "out_of_range");
  waveforms.forEach((step, at) => {
    checkStep(`${field}.waveforms[${at}]`, step, waveforms[at - 1]);
  });
  checkWhole(`${field}.spectraDays`, spectraDays, 1, MAX_DAYS);
  checkWhole(`${field}.rawFeatureDays`, rawFeatureDays, 1, MAX_DAYS);
  checkWhole(`${field}.hourlyFeatureDays`, hourlyFeatureDays, rawFeatureDays, MAX_DAYS);
  checkWhole(`${field}.dailyFeatureDays`, dailyFeatureDays, hourlyFeatureDays, MAX_DAYS);
}

/** Steps get older and thinner: what is thinned once cannot be dense again. */
function checkStep(field: string, { untilDays, oneInS }: ThinningStep, before: ThinningStep | undefined): void {
  checkWhole(`${field}.untilDays`, untilDays, before ? before.untilDays + 1 : 1, MAX_DAYS);
  checkWhole(`${field}.oneInS`, oneInS, before?.oneInS ?? 0, MAX_ONE_IN_S);
}
