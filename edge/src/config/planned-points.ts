import type { EdgeFile, SourceConfig } from "./edge-file.js";

/** One value that would be read: from where in the source to which point. */
export interface PlannedPoint {
  readonly source: string;
  readonly kind: SourceConfig["kind"];
  readonly from: string;
  readonly asset: string;
  readonly point: string;
  readonly unit: string;
  readonly becomes: "reading" | "acquisition";
}

/** What the connectors of a file would read; a watched folder's channels stand in its own mapping and are left out. */
export function plannedPoints({ sources }: EdgeFile): PlannedPoint[] {
  return sources.flatMap(pointsOf);
}

function pointsOf(source: SourceConfig): PlannedPoint[] {
  const of = (becomes: PlannedPoint["becomes"], from: string, { asset, point, unit }: Pick<PlannedPoint, "asset" | "point" | "unit">) => ({
    ...{ source: source.name, kind: source.kind, from, asset, point, unit, becomes },
  });
  switch (source.kind) {
    case "modbus":
      return source.registers.map((each) => of("reading", `${each.table} ${each.address} ${each.type}`, each));
    case "sparkplug":
      return source.metrics.map((each) => of("reading", [each.node, each.device, each.metric].filter(Boolean).join("/"), each));
    case "opcua":
      return [
        ...source.values.map((each) => of("reading", each.node, each)),
        ...source.waveforms.map((each) => of("acquisition", each.node, each)),
      ];
    case "mqtt":
      return source.topics.flatMap((topic) => [
        ...topic.values.map((each) => of("reading", `${topic.topic} ${each.path}`, each)),
        ...topic.waveforms.map((each) => of("acquisition", `${topic.topic} ${each.path}`, each)),
      ]);
    case "push":
      return [
        ...source.values.map((each) => of("reading", each.path, each)),
        ...source.waveforms.map((each) => of("acquisition", each.path, each)),
      ];
    case "folder":
      return [];
  }
}
