/** Viridis at even steps: rising in lightness, so that it can be read without seeing colours (matplotlib, CC0). */
const STOPS: readonly (readonly [number, number, number])[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
];
const OPAQUE = 255;

/** @param share 0 to 1 */
export function heatColour(share: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const lower = Math.min(Math.floor(place), STOPS.length - 2);
  const [from, to] = [STOPS[lower] as readonly number[], STOPS[lower + 1] as readonly number[]];
  const at = (i: number) => Math.round((from[i] ?? 0) + (place - lower) * ((to[i] ?? 0) - (from[i] ?? 0)));
  return [at(0), at(1), at(2)];
}

/**
 * A picture with one pixel a value, rows from the top.
 * @param span what the darkest and the lightest colour stand for
 */
export function heatImage(rows: readonly (readonly (number | null)[])[], span: readonly [number, number]): HTMLCanvasElement {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, Math.max(1, rows.length)];
  const context = canvas.getContext("2d") as CanvasRenderingContext2D;
  const image = context.createImageData(canvas.width, canvas.height);
  const [low, high] = span;
  rows.forEach((row, y) => {
    row.forEach((value, x) => {
      if (value !== null) image.data.set([...heatColour((value - low) / (high - low || 1)), OPAQUE], 4 * (y * width + x));
    });
  });
  context.putImageData(image, 0, 0);
  return canvas;
}
