import { InvalidValue } from "@phm/domain";
import {
  type HealthIndicators,
  HORIZONS_BLOCKS,
  type LearnedFit,
  type LifeDistribution,
  type ModelDeclaration,
  pooled,
  type RulModel,
} from "@phm/prognostics";
import type { SurvivalNet } from "../net/survival-net.js";
import { openSurvivalNet } from "../net/survival-scorer.js";

/** Survival nets on health indicators, whose distributions are averaged: each was stopped on lives that it did not learn from. Plain JSON. */
export interface SurvivalNetFit extends LearnedFit {
  readonly kind: "survival_net";
  readonly members: readonly SurvivalNet[];
}

const foreign = (field: string, value: unknown, limit: string) => new InvalidValue(field, value, limit, "foreign_model");

const declarationOf = ({ inputs }: SurvivalNetFit): ModelDeclaration => ({
  kind: "survival_net",
  inputs,
  output: "P(remaining life <= h) at each horizon, h in blocks",
  parameters: [
    { name: "normalisation", unit: "of the input", meaning: "mean and deviation of each input over the training moments" },
    { name: "parameters", unit: "1", meaning: "weights of the nets, as base64 of float32" },
  ],
});

function checkMember(member: SurvivalNet, inputs: readonly string[], field: string): void {
  if (member?.inputs?.join() !== inputs.join()) throw foreign(`${field}.inputs`, member?.inputs, `${inputs.join(", ")}, as the model's`);
  const { horizons } = member;
  const same =
    horizons?.length === HORIZONS_BLOCKS.length && HORIZONS_BLOCKS.every((h, i) => Math.abs((horizons[i] as number) / h - 1) < 1e-6);
  if (!same) throw foreign(`${field}.horizons`, horizons?.length, `the ${HORIZONS_BLOCKS.length} horizons in blocks`);
  if (member.kind !== "survival_mlp") throw foreign(`${field}.kind`, member.kind, "survival_mlp: indicators are one row");
}

/**
 * Opens nets on health indicators for serving, in plain arrays. The opener of `survival_net` for `openRulModel`.
 * @throws InvalidValue naming the field when a net is damaged, or was made for other inputs or horizons
 */
export function survivalNetModel(fitted: LearnedFit): RulModel {
  const fit = fitted as SurvivalNetFit;
  const { inputs, members } = fit;
  if (!(Array.isArray(members) && members.length > 0)) throw foreign("fitted.members", members, "at least one net");
  members.forEach((member, i) => {
    checkMember(member, inputs, `fitted.members[${i}]`);
  });
  const scorers = members.map(openSurvivalNet);
  const equally = members.map(() => 1);
  return {
    declaration: declarationOf(fit),
    predict(indicators: HealthIndicators): LifeDistribution {
      const x = inputs.map((input) => indicators[input]);
      return pooled(
        scorers.map((scorer) => [...scorer.score(x)]),
        equally,
      );
    },
  };
}
