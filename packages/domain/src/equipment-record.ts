import type { Criticality } from "./criticality.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { AssetId, OrganisationId } from "./ids.js";
import type { TimeNs } from "./time.js";

/** What the maker has stamped on it. What is absent is not known. */
export interface Nameplate {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly yearBuilt?: number;
  readonly ratedPowerKw?: number;
  readonly ratedSpeedRpm?: number;
  readonly ratedVoltageV?: number;
  readonly ratedCurrentA?: number;
  readonly ratedFrequencyHz?: number;
  readonly massKg?: number;
  /** Whatever else it says, by name. */
  readonly further: Readonly<Record<string, string>>;
}

export const NAMEPLATE_TEXTS = ["manufacturer", "model", "serial"] as const;
export const NAMEPLATE_FIGURES = ["ratedPowerKw", "ratedSpeedRpm", "ratedVoltageV", "ratedCurrentA", "ratedFrequencyHz", "massKg"] as const;

/** `as_built`: how it was put up. `acceptance`: what was measured when it was taken over. `quality`: what a laboratory has found since. */
export const MEASUREMENT_PHASES = ["as_built", "acceptance", "quality"] as const;
export type MeasurementPhase = (typeof MEASUREMENT_PHASES)[number];

/** One figure of the as-built, acceptance or quality record, with the limits that it was held against. */
export interface EquipmentMeasurement {
  readonly phase: MeasurementPhase;
  /** What was measured, such as `alignment offset` or `vibration DE horizontal`. */
  readonly quantity: string;
  readonly value: number;
  readonly unit: string;
  /** Absent: no limit on that side. */
  readonly min?: number;
  readonly max?: number;
  readonly timeNs: TimeNs;
  readonly person: string;
  readonly note: string;
}

/** What people keep on record of a node; the rest of it (kind, parent, state) changes by commands of its own. */
export interface EquipmentRecord {
  /** At least one of the two is given. */
  readonly name: BilingualText;
  /** Machines only: the asset of the register, where measurement points and kinematics are kept. One machine has it. */
  readonly asset?: AssetId;
  /** Components only: the word by which work orders on the machine name it, such as `bearing`; once a machine. */
  readonly component?: string;
  /** Machines and components: the maker's organisation. */
  readonly oem?: OrganisationId;
  /** Machines and components. A machine's value is the one that goes into its asset's configuration. */
  readonly criticality?: Criticality;
  /** Machines and components. */
  readonly nameplate: Nameplate;
  /** Machines and components. */
  readonly measurements: readonly EquipmentMeasurement[];
}

export const DOCUMENT_TYPES = ["manual", "drawing", "certificate", "report", "photo", "other"] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** A file that the register keeps; its content is a blob under its hash. */
export interface DocumentFile {
  readonly contentType: string;
  readonly bytes: number;
  /** Of the content, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A document of a node: either a link or a file. */
export interface EquipmentDocument {
  /** Unique at the node; the same id again replaces. */
  readonly id: string;
  readonly name: string;
  readonly type: DocumentType;
  readonly link?: string;
  readonly file?: DocumentFile;
}

/** Whether the value is within its limits; without limits it is. */
export function isWithinLimits({ value, min, max }: EquipmentMeasurement): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
