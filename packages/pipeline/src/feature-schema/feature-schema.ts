import type { Quantity } from "@phm/domain";
import { FEATURE_SET } from "../manipulate.js";
import { EVERY_CHANNEL } from "./every-channel.js";
import type { FeatureDefinition, FeatureSchema } from "./feature-definition.js";
import { MOTOR_CURRENT } from "./motor-current.js";
import { PHASE_CURRENTS } from "./phase-currents.js";
import { VIBRATION } from "./vibration.js";

/** What `manipulate` publishes, all of it, as data. */
export const FEATURE_SCHEMA: FeatureSchema = {
  featureSet: FEATURE_SET,
  definitions: [...EVERY_CHANNEL, ...VIBRATION, ...MOTOR_CURRENT, ...PHASE_CURRENTS],
};

const PATTERNS = new Map(FEATURE_SCHEMA.definitions.map((definition) => [definition, new RegExp(`^(?:${definition.pattern})$`)]));

/** The definition of a feature by its name; undefined when the schema does not know it. @param quantity left out: across channels */
export function featureDefinition(name: string, quantity?: Quantity): FeatureDefinition | undefined {
  const scope = quantity === undefined ? "across_channels" : "channel";
  return FEATURE_SCHEMA.definitions.find(
    (definition) =>
      definition.scope === scope &&
      PATTERNS.get(definition)?.test(name) === true &&
      (quantity === undefined || definition.quantities.length === 0 || definition.quantities.includes(quantity)),
  );
}
