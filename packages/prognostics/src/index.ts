export { type LevelObservation, type PrognosisState, prognose, RUL_MODEL } from "./prognose.js";
