import { create } from "@bufbuild/protobuf";
import {
  assetId,
  type DocumentType,
  type EquipmentDocument,
  type EquipmentMeasurement,
  type EquipmentRecord,
  InvalidValue,
  type MeasurementPhase,
  type Nameplate,
  organisationId,
} from "@phm/domain";
import * as wire from "../gen/phm/equipment/v1/equipment_pb.js";
import { criticalityCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

export const documentTypeCodec = enumCodec<DocumentType, wire.DocumentType>({
  manual: wire.DocumentType.MANUAL,
  drawing: wire.DocumentType.DRAWING,
  certificate: wire.DocumentType.CERTIFICATE,
  report: wire.DocumentType.REPORT,
  photo: wire.DocumentType.PHOTO,
  other: wire.DocumentType.OTHER,
});

const phaseCodec = enumCodec<MeasurementPhase, wire.MeasurementPhase>({
  as_built: wire.MeasurementPhase.AS_BUILT,
  acceptance: wire.MeasurementPhase.ACCEPTANCE,
  quality: wire.MeasurementPhase.QUALITY,
});

export function equipmentRecordToWire(record: EquipmentRecord): wire.EquipmentRecord {
  const { name, asset, component, oem, criticality, nameplate, measurements } = record;
  return create(wire.EquipmentRecordSchema, {
    nameEn: name.en,
    nameZh: name.zh,
    nameplate: create(wire.NameplateSchema, { ...nameplate, further: { ...nameplate.further } }),
    measurements: measurements.map((each) => create(wire.EquipmentMeasurementSchema, { ...each, phase: phaseCodec.toWire(each.phase) })),
    ...present({ asset, component, oem, criticality: criticality && criticalityCodec.toWire(criticality) }),
  });
}

/** @throws InvalidValue naming the field that cannot be read; the rules of the record are the register's to check */
export function equipmentRecordFromWire(message: wire.EquipmentRecord | undefined): EquipmentRecord {
  if (!message) throw new InvalidValue("record", undefined, "present");
  const { nameEn, nameZh, asset, component, oem, criticality, nameplate, measurements } = message;
  return {
    name: { en: nameEn, zh: nameZh },
    nameplate: nameplateFromWire(nameplate),
    measurements: measurements.map(measurementFromWire),
    ...present({
      asset: asset === undefined ? undefined : assetId(asset),
      component,
      oem: oem === undefined ? undefined : organisationId(oem),
      criticality: criticality ? criticalityCodec.fromWire(criticality, "criticality") : undefined,
    }),
  };
}

function nameplateFromWire(message: wire.Nameplate | undefined): Nameplate {
  if (!message) return { further: {} };
  const { $typeName: _, $unknown: __, further, ...figures } = message;
  return { ...present(figures), further: { ...further } };
}

function measurementFromWire(message: wire.EquipmentMeasurement, index: number): EquipmentMeasurement {
  const { phase, quantity, value, unit, min, max, timeNs, person, note } = message;
  const read = phaseCodec.fromWire(phase, `measurements[${index}].phase`);
  return { phase: read, quantity, value, unit, timeNs, person, note, ...present({ min, max }) };
}

export function equipmentDocumentToWire({ link, file, type, ...document }: EquipmentDocument): wire.EquipmentDocument {
  const content = file
    ? ({ case: "file", value: { ...file, bytes: BigInt(file.bytes) } } as const)
    : ({ case: "link", value: link ?? "" } as const);
  return create(wire.EquipmentDocumentSchema, { ...document, type: documentTypeCodec.toWire(type), content });
}

/** @throws InvalidValue naming the field that cannot be read */
export function equipmentDocumentFromWire({ id, name, type, content }: wire.EquipmentDocument): EquipmentDocument {
  const document = { id, name, type: documentTypeCodec.fromWire(type, "type") };
  if (content.case === "link") return { ...document, link: content.value };
  if (content.case !== "file") throw new InvalidValue("content", undefined, "a link or a file");
  const { contentType, bytes, sha256 } = content.value;
  return { ...document, file: { contentType, bytes: Number(bytes), sha256 } };
}
