import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import type { RulModelDocument } from "./rul-model-document.js";

/** The model that serves where none was trained on the machine's own class: the output of `phm train rul` on the lives that its card names, figures rounded to six digits. */
export const DEFAULT_RUL_MODEL: RulModelDocument = {
  format: "phm-rul-model/1",
  horizonsBlocks: HORIZONS_BLOCKS,
  card: {
    model: "overload-rig-1",
    data: "6 whole lives of the FEMTO-ST PRONOSTIA platform (P. Nectoux et al., IEEE PHM 2012 Data Challenge)",
    licence: "as stated by the source: free for research with citation",
    split: "calibrated by leaving out one life at a time; fitted on all six",
    limits:
      "Ball bearings run to failure under overload in hours. Times are carried to another machine by the length of its blocks; on a plant machine the interval is a guess until lives of its class are trained on.",
    lives: 6,
  },
  fitted: {
    kind: "proportional_odds",
    inputs: ["lnRatio"],
    baseLnOdds: [
      -15.9183, -8.57203, -8.03099, -7.97056, -6.84891, -5.529, -4.65561, -3.15093, -2.02464, -0.973479, -0.541468, -0.30114, 0.0936913,
      0.615564, 1.45233, 1.95338, 2.84057, 6.02765, 13.7627, 14.464,
    ],
    weights: [4.22051],
  },
  calibration: {
    level: 0.8,
    marginLn: 0.914413,
    lives: 6,
  },
  quietBound: {
    confidence: 0.9,
    blocks: 18.6667,
    lives: 6,
  },
};
