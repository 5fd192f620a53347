import type { InspectionAnswer, InspectionForm, InspectionGrade, ItemState, NumericForm, RoundState } from "@phm/domain";

/** A round as the API lists it. */
export interface Round {
  readonly id: string;
  readonly route: string;
  readonly routeNameEn: string;
  readonly routeNameZh: string;
  readonly state: RoundState;
  readonly start: string;
  readonly due: string;
  readonly missed: string;
  readonly items: readonly RoundItem[];
}

export interface RoundItem {
  readonly point: string;
  readonly state: ItemState;
  readonly workOrder: string | null;
  readonly records: readonly { readonly grade: InspectionGrade; readonly counts: boolean }[];
}

type ShownForm =
  | NumericForm
  | { readonly kind: "choice"; readonly choices: readonly ShownChoice[] }
  | Exclude<InspectionForm, { kind: "numeric" | "choice" }>;

export interface ShownChoice {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly grade: "ok" | "warn" | "fail";
}

/** What is inspected at a point, in the revision that this round shows. */
export interface Standard {
  readonly code: string;
  readonly address: string;
  readonly version: number;
  readonly asset: string;
  readonly component: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly placeEn: string;
  readonly placeZh: string;
  readonly methodEn: string;
  readonly methodZh: string;
  readonly form: ShownForm;
}

/** A round with all that is needed to walk it without a connection. */
export interface TakenRound extends Round {
  readonly site: string;
  readonly standards: readonly Standard[];
}

/** What was noted at a point, as it is uploaded. */
export interface Entry {
  readonly id: string;
  readonly round: string;
  readonly point: string;
  readonly standardVersion: number;
  readonly answer: InspectionAnswer;
  readonly note: string;
  readonly photos: readonly string[];
  readonly actor: string;
  readonly role: string;
  readonly taken: string;
}

/** What became of an entry; by an entry that was refused for good, why. */
export interface EntryReport {
  readonly id: string;
  readonly outcome: "taken" | "repeated" | "contradicts" | "refused";
  readonly field?: string;
  readonly value?: string;
  readonly limit?: string;
  readonly retryable?: boolean;
}

export interface StoredEntry {
  readonly site: string;
  readonly entry: Entry;
  readonly grade: InspectionGrade;
  readonly state: "waiting" | "sent" | "refused";
  readonly report?: EntryReport;
}

export interface StoredPhoto {
  readonly sha256: string;
  readonly content: Blob;
}
