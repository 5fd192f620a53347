/** Functions of @phm/dsp that compute nothing a second implementation could deviate from, each with the reason; their own tests hold them. */
export const EXEMPTIONS: Readonly<Record<string, string>> = {
  DoubleScratchBuffer: "a work array, no figures",
  fitDemodulationBand: "cuts a fixed band at the sampling rate",
  floorFastLength: "whole-number arithmetic on lengths",
  insufficientData: "makes the answer that says what is missing",
  isFastLength: "whole-number arithmetic on lengths",
  isInsufficient: "a type guard",
  phasePoints: "recognises channels by their names",
  ScratchBuffer: "a work array, no figures",
  shortedPhase: "names a sector of angles",
  spectrumLines: "whole-number arithmetic on lengths",
};
