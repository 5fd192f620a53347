import { create } from "@bufbuild/protobuf";
import { DEFAULT_ORGANISATION, DEFAULT_SITE, organisationId, siteId, type TimeScale } from "@phm/domain";
import * as wire from "../gen/phm/model/v1/model_pb.js";
import { timeScaleCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";

/** Of a machine whose configuration names none. */
const DEFAULT_TIME_SCALE: TimeScale = "overload_rig";

/** Where a model stands, as the wire knows it. */
const WIRE_MODEL_STATES = ["registered", "challenger", "champion", "retired"] as const;

export const modelStateCodec = enumCodec<(typeof WIRE_MODEL_STATES)[number], wire.ModelState>({
  registered: wire.ModelState.REGISTERED,
  challenger: wire.ModelState.CHALLENGER,
  champion: wire.ModelState.CHAMPION,
  retired: wire.ModelState.RETIRED,
});

/** Which models: those of a site for machines of a time scale. */
export interface ModelScope {
  readonly organisation: string;
  readonly site: string;
  readonly timeScale: TimeScale;
}

export function modelScopeToWire({ timeScale, ...place }: ModelScope): wire.ModelScope {
  return create(wire.ModelScopeSchema, { ...place, timeScale: timeScaleCodec.toWire(timeScale) });
}

/** What is left out is the default. @throws InvalidValue naming the field */
export function modelScopeFromWire(message: wire.ModelScope | undefined): ModelScope {
  const { organisation = "", site = "", timeScale = 0 } = message ?? {};
  return {
    organisation: organisationId(organisation || DEFAULT_ORGANISATION),
    site: siteId(site || DEFAULT_SITE),
    timeScale: timeScale === 0 ? DEFAULT_TIME_SCALE : timeScaleCodec.fromWire(timeScale, "timeScale"),
  };
}
