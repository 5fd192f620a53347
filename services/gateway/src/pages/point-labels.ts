import { type InspectionStandard, pointAddress } from "@phm/domain";
import { renderSVG } from "uqr";
import { Html, html } from "./html.js";

/** What is printed of a point. */
export type LabelledPoint = Pick<InspectionStandard, "code" | "ref" | "name" | "place">;

/** The QR code of a point as SVG; it holds the point's address with error correction M, so that a stained label can still be read. */
export function pointCode({ ref, code }: Pick<LabelledPoint, "ref" | "code">): string {
  return renderSVG(pointAddress({ site: ref.site, code }), { ecc: "M", border: 4 });
}

/** A sheet with the labels of a route, to print and cut, in the order in which the points are passed. */
export function labelSheet(title: string, points: readonly LabelledPoint[]): string {
  const labels = points.map(
    (point) =>
      html`<figure>${new Html(pointCode(point))}<figcaption><b>${point.code}</b><br>${point.name.zh} ${point.name.en}<br>${point.place.zh} ${point.place.en}</figcaption></figure>`,
  );
  return html`<!doctype html><html lang="zh"><meta charset="utf-8"><title>${title}</title><style>${LABEL_STYLE}</style><h1>${title}</h1><main>${labels}</main></html>`
    .text;
}

/** The one style that stands in a page itself: a sheet of labels is kept and printed as one file. */
export const LABEL_STYLE = new Html(
  "body{font:10pt sans-serif}main{display:grid;grid-template-columns:repeat(3,1fr);gap:6mm}figure{margin:0;text-align:center;break-inside:avoid}svg{width:40mm;height:40mm}",
);
