/**
 * Stage of wear that a family of lines stands for, after the usual four: 1 ultrasound alone (these spectra cannot show it), 2 first lines,
 * 3 lines with harmonics, 4 a raised floor in which the lines drown.
 * Stage 4 has no lines to count: it shows as a rise of level (`degradation_general`), and is named here only when lines and rise stand together.
 * Source: the four-stage scheme of Technical Associates of Charlotte (J. E. Berry, 1994).
 */
export type WearStage = 2 | 3;

const HARMONICS_OF_STAGE_3 = 3;

export function wearStage({ harmonics }: { readonly harmonics: number }): WearStage {
  return harmonics >= HARMONICS_OF_STAGE_3 ? 3 : 2;
}
