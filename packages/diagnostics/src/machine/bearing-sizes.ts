/** Bore (mm) by bore code; from code 04 on it is five times the code. */
export function boreMm(code: number): number {
  return [10, 12, 15, 17][code] ?? 5 * code;
}

/** Bore code -> outside diameter or width, mm. */
export type SizeTable = ReadonlyMap<number, number>;

/** `codes` and `values` in the same order; a code is the last two digits of a designation. */
const table = (codes: readonly number[], values: readonly number[]): SizeTable =>
  new Map(codes.map((code, i) => [code, values[i] as number]));

const TO_40 = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40];
const FROM_3_TO_18 = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const WITHOUT_21 = TO_40.filter((code) => code !== 21);
const FROM_4 = WITHOUT_21.filter((code) => code >= 4);

/** Outside diameters by diameter series (ISO 15:2017, radial bearings, boundary dimensions). */
export const OUTSIDE_MM: Readonly<Record<"0" | "2" | "3" | "4", SizeTable>> = {
  "0": table(
    TO_40,
    [
      26, 28, 32, 35, 42, 47, 55, 62, 68, 75, 80, 90, 95, 100, 110, 115, 125, 130, 140, 145, 150, 160, 170, 180, 200, 210, 225, 240, 260,
      280, 290, 310,
    ],
  ),
  "2": table(
    TO_40,
    [
      30, 32, 35, 40, 47, 52, 62, 72, 80, 85, 90, 100, 110, 120, 125, 130, 140, 150, 160, 170, 180, 190, 200, 215, 230, 250, 270, 290, 310,
      320, 340, 360,
    ],
  ),
  "3": table(
    TO_40,
    [
      35, 37, 42, 47, 52, 62, 72, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200, 215, 225, 240, 260, 280, 300, 320, 340,
      360, 380, 400, 420,
    ],
  ),
  "4": table(FROM_3_TO_18, [62, 72, 80, 90, 100, 110, 120, 130, 140, 150, 160, 180, 190, 200, 210, 225]),
};

/** Widths by dimension series (ISO 15:2017; series 20 of tapered bearings as ISO 355:2019): width series, then diameter series. */
export const WIDTH_MM: Readonly<Record<"10" | "02" | "03" | "04" | "20" | "22" | "23", SizeTable>> = {
  "10": table(
    TO_40,
    [8, 8, 9, 10, 12, 12, 13, 14, 15, 16, 16, 18, 18, 18, 20, 20, 22, 22, 24, 24, 24, 26, 28, 28, 33, 33, 35, 38, 42, 46, 46, 51],
  ),
  "02": table(
    TO_40,
    [9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 30, 32, 34, 36, 38, 40, 40, 42, 45, 48, 52, 52, 55, 58],
  ),
  "03": table(
    TO_40,
    [11, 12, 13, 14, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 50, 55, 58, 62, 65, 68, 72, 75, 78, 80],
  ),
  "04": table(FROM_3_TO_18, [17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 42, 45, 48, 52, 54]),
  "20": table(FROM_4, [15, 15, 17, 18, 19, 20, 20, 23, 23, 23, 25, 25, 29, 29, 32, 32, 32, 38, 38, 45, 45, 48, 51, 57, 64, 64, 70]),
  "22": table(
    WITHOUT_21,
    [14, 14, 14, 16, 18, 18, 20, 23, 23, 23, 23, 25, 28, 31, 31, 31, 33, 36, 40, 43, 46, 53, 58, 64, 68, 73, 80, 86, 86, 92, 98],
  ),
  "23": table(
    WITHOUT_21,
    [17, 17, 17, 19, 21, 24, 27, 31, 33, 36, 40, 43, 46, 48, 51, 55, 58, 60, 64, 67, 73, 80, 86, 93, 102, 108, 114, 120, 126, 132, 138],
  ),
};
