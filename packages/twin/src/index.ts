export type { TwinLine } from "./common-lines.js";
export { type ComparedBand, type Comparison, compareWithTwin, type UnexpectedLine } from "./compare.js";
export type { FitError } from "./fit-error.js";
export { fitTwin, type MachineTwin } from "./machine-twin.js";
export type { TwinNoise } from "./noise.js";
export { MIN_RECORDINGS, type Recording } from "./recording.js";
export type { Resonance } from "./resonance.js";
export { type FaultTrial, type Look, smallestVisibleStrike, type TriedFault, tryFault } from "./try-fault.js";
export type { TwinModel } from "./twin-model.js";
