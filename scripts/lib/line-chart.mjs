// A line chart as SVG text, without a library: some lines with bands over a few positions. Readable on a light and on a dark page.

const SIZE = { width: 640, height: 320, left: 56, right: 210, top: 16, bottom: 44 };
const COLOURS = ["#2f6fb7", "#c2571a", "#7a7a7a"];
const INK = "#888";

const ticksUpTo = (top) => {
  const step = top > 0.6 ? 0.2 : top > 0.3 ? 0.1 : 0.05;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step);
};
const at = (x, y) => `${x.toFixed(1)},${y.toFixed(1)}`;
const text = (x, y, anchor, words, fill = INK) => `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${words}</text>`;

/** @param series `{ name, points: { x, mean, low, high }[] }[]`; x is placed by its logarithm */
export function lineChart({ title, xLabel, yLabel, series }) {
  const { width, height, left, right, top, bottom } = SIZE;
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const highest = Math.max(...series.flatMap(({ points }) => points.map(({ high }) => high)));
  const [first, last] = [Math.log(xs[0]), Math.log(xs.at(-1))];
  const xOf = (x) => left + ((width - left - right) * (Math.log(x) - first)) / (last - first);
  const yOf = (y) => height - bottom - ((height - top - bottom) * y) / highest;

  const grid = ticksUpTo(highest).flatMap((y) => [
    `<line x1="${left}" x2="${width - right}" y1="${yOf(y).toFixed(1)}" y2="${yOf(y).toFixed(1)}" stroke="${INK}" stroke-opacity="0.25"/>`,
    text(left - 8, (yOf(y) + 4).toFixed(1), "end", y.toFixed(2)),
  ]);
  const marks = xs.map((x) => text(xOf(x).toFixed(1), height - bottom + 18, "middle", x));
  const lines = series.flatMap(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const band = [
      ...points.map(({ x, high }) => at(xOf(x), yOf(high))),
      ...[...points].reverse().map(({ x, low }) => at(xOf(x), yOf(low))),
    ];
    return [
      `<polygon points="${band.join(" ")}" fill="${colour}" fill-opacity="0.12"/>`,
      `<polyline points="${points.map(({ x, mean }) => at(xOf(x), yOf(mean))).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(({ x, mean }) => `<circle cx="${xOf(x).toFixed(1)}" cy="${yOf(mean).toFixed(1)}" r="3" fill="${colour}"/>`),
      `<rect x="${width - right + 16}" y="${top + 22 * i}" width="12" height="12" fill="${colour}"/>`,
      text(width - right + 34, top + 22 * i + 11, "start", name, colour),
    ];
  });
  const labels = [
    text((left + width - right) / 2, height - 8, "middle", xLabel),
    `<text transform="translate(14 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle" fill="${INK}">${yLabel}</text>`,
  ];
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img">`;
  return `${[head, `<title>${title}</title>`, ...grid, ...marks, ...labels, ...lines, "</svg>"].join("\n")}\n`;
}
