import { DEFAULT_ORGANISATION, DEFAULT_SITE, TIME_SCALES, type TimeScale } from "@phm/domain";
import { Option } from "commander";
import type { RulRecipeOptions } from "./rul-recipe.js";

/** What training on the lives of closed work orders can be told. */
export interface FromVerdictsOptions extends RulRecipeOptions {
  readonly out: string;
  readonly name: string;
  readonly licence: string;
  readonly limits: string;
  readonly fromVerdicts?: boolean;
  readonly service: string;
  readonly organisation: string;
  readonly site: string;
  readonly timeScale: TimeScale;
  readonly kind?: string;
  readonly register?: boolean;
  readonly actor?: string;
  readonly reason: string;
}

/** The options that training from verdicts has beyond those of any training. */
export const fromVerdictsOptions = (): readonly Option[] => [
  new Option("--from-verdicts", "train on the lives whose ends the verdicts of closed work orders have told of, in a running suite"),
  new Option("--service <address>", "with --from-verdicts: gRPC address of predict").default("127.0.0.1:7403"),
  new Option("--organisation <id>", "with --from-verdicts: whose machines").default(DEFAULT_ORGANISATION),
  new Option("--site <id>", "with --from-verdicts: of which site").default(DEFAULT_SITE),
  new Option("--time-scale <name>", "with --from-verdicts: machines that change how fast").choices(TIME_SCALES).default("overload_rig"),
  new Option("--kind <name>", "with --from-verdicts: only machines of this kind, as the asset register states it"),
  new Option("--register", "with --from-verdicts: hand the model over as challenger, which runs in shadow"),
  new Option("--actor <name>", "with --register: who decides; default: the user of this computer"),
  new Option("--reason <text>", "with --register: why, for the history").default("trained on lives of closed work orders"),
];
