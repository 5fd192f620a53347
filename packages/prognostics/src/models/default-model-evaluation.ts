import type { ModelEvaluation } from "./model-evaluation.js";

/** What the built-in model is worth: each of its six lives predicted by a fit on the other five, by the recipe that it was made with. */
export const DEFAULT_MODEL_EVALUATION: ModelEvaluation = {
  scores: [
    {
      name: "overload-rig-1",
      lives: 6,
      pinballLn: { mean: 0.206192, low: 0.155207, high: 0.279167 },
      coverage: { mean: 0.916667, low: 0.75, high: 1 },
      medianErrorLn: 0.451907,
    },
    {
      name: "know-nothing prior (any moment of a life)",
      lives: 6,
      pinballLn: { mean: 1.26669, low: 1.12072, high: 1.44913 },
      coverage: { mean: 0, low: 0, high: 0 },
      medianErrorLn: 3.2912,
    },
    {
      name: "constant after onset",
      lives: 6,
      pinballLn: { mean: 0.191295, low: 0.169542, high: 0.225917 },
      coverage: { mean: 0.900794, low: 0.825397, high: 0.972222 },
      medianErrorLn: 0.628609,
    },
    {
      name: "mean life minus elapsed",
      lives: 6,
      pinballLn: { mean: 0.692355, low: 0.491844, high: 0.910304 },
      coverage: { mean: 0.666667, low: 0.404762, high: 0.904762 },
      medianErrorLn: 2.47634,
    },
    {
      name: "k × elapsed",
      lives: 6,
      pinballLn: { mean: 0.207936, low: 0.177985, high: 0.240849 },
      coverage: { mean: 0.784127, low: 0.706349, high: 0.865079 },
      medianErrorLn: 0.795426,
    },
  ],
  heldOut: [
    { life: "femto-b1-1", pinballLn: 0.160588, coverageRatio: 1, falseUrgency: false },
    { life: "femto-b1-2", pinballLn: 0.181608, coverageRatio: 1, falseUrgency: false },
    { life: "femto-b2-1", pinballLn: 0.185886, coverageRatio: 1, falseUrgency: false },
    { life: "femto-b2-2", pinballLn: 0.197765, coverageRatio: 1, falseUrgency: false },
    { life: "femto-b3-1", pinballLn: 0.3981, coverageRatio: 0.5, falseUrgency: false },
    { life: "femto-b3-2", pinballLn: 0.113206, coverageRatio: 1, falseUrgency: false },
  ],
  against: [],
};
