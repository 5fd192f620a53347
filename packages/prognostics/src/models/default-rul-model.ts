import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import { DEFAULT_MODEL_EVALUATION } from "./default-model-evaluation.js";
import type { RulModelDocument } from "./rul-model-document.js";

/**
 * The model that serves where none was trained on the machine's own class, figures rounded to six digits. `phm train rul` gave it on the lives
 * that its card names when it still fitted quiet moments too and calibrated six lives by their hardest moments. It stays, though on these
 * lives the recipe of now is better (docs/evaluation-rul.md): that one knows nothing longer than what followed onset on the rig, eight
 * blocks, and would be over-sure of a machine whose level rises for weeks.
 */
export const DEFAULT_RUL_MODEL: RulModelDocument = {
  format: "phm-rul-model/1",
  card: {
    model: "overload-rig-1",
    data: "6 whole lives of the FEMTO-ST PRONOSTIA platform (P. Nectoux et al., IEEE PHM 2012 Data Challenge)",
    licence: "no licence file is stated by the source; published for a challenge, to be cited",
    split: "calibrated by leaving out one life at a time; fitted on all",
    limits:
      "Ball bearings run to failure under overload in hours. Times are carried to another machine by the length of its blocks; on a plant machine the interval is a guess until lives of its class are trained on.",
    lives: 6,
    createdBy: "phm train rul",
    evaluation: DEFAULT_MODEL_EVALUATION,
  },
  horizonsBlocks: HORIZONS_BLOCKS,
  fitted: {
    kind: "proportional_odds",
    inputs: ["lnRatio"],
    baseLnOdds: [
      -16.3764, -8.60216, -8.02462, -7.96563, -6.84017, -5.53461, -4.6532, -3.15785, -2.0246, -0.969913, -0.545508, -0.293508, 0.0826649,
      0.621543, 1.44696, 1.95869, 2.8538, 5.97161, 12.9314, 13.6603,
    ],
    weights: [4.22026],
  },
  calibration: {
    level: 0.8,
    marginLn: 0.916491,
    lives: 6,
  },
  quietBound: {
    confidence: 0.9,
    blocks: 18.6667,
    lives: 6,
  },
  inputProfiles: [
    {
      input: "lnRatio",
      edges: [1.17937, 1.2337, 1.27295, 1.33867, 1.42947, 1.45785, 1.51449, 1.55545, 1.78475],
      shares: [0.128571, 0.0888889, 0.103175, 0.0809524, 0.107143, 0.116667, 0.0833333, 0.103175, 0.107143, 0.0809524],
    },
  ],
};
