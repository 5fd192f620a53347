import type { PointId } from "@phm/domain";
import type { FigureName, LineDetail, RawFigures } from "./figure.js";
import type { SubjectKind } from "./signature-rule.js";

/** Points of the phase currents, and whether they follow a-b-c (1) or a-c-b (-1). */
export interface Phases {
  readonly points: readonly PointId[];
  readonly rotation: number;
}

/** What one acquisition shows of one subject. */
export interface ObservedSubject {
  readonly kind: SubjectKind;
  /** Names the subject among those of the machine. */
  readonly id: string;
  /** The point that shows it best. */
  readonly point: PointId;
  /** Speed of its shaft; null where that is not known. */
  readonly speedRpm: number | null;
  readonly figures: RawFigures;
  readonly details: Readonly<Partial<Record<FigureName, LineDetail>>>;
  readonly phases?: Phases;
}
