import { type FeatureService, featureScopeCodec, quantityCodec } from "@phm/contracts";
import { FEATURE_SCHEMA } from "@phm/pipeline";
import type { MethodHandler } from "@phm/service-kit";

type GetFeatureSchema = MethodHandler<(typeof FeatureService)["method"]["getFeatureSchema"]>;

/** Every feature of the set that is computed now. */
export function getFeatureSchema(): GetFeatureSchema {
  const definitions = FEATURE_SCHEMA.definitions.map(({ name, pattern, unit, definition, source, scope, quantities }) => ({
    name,
    namePattern: pattern,
    unit,
    definition,
    source,
    scope: featureScopeCodec.toWire(scope),
    quantities: quantities.map(quantityCodec.toWire),
  }));
  return () => ({ featureSet: FEATURE_SCHEMA.featureSet, definitions });
}
