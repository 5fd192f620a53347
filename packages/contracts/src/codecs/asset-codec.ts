import { create } from "@bufbuild/protobuf";
import {
  type AssetConfig,
  type AssetRef,
  assetRef,
  type ConfigNotice,
  type Criticality,
  InvalidValue,
  type MachineClass,
  type MeasurementPoint,
  type OutOfUse,
  pointId,
  type Quantity,
  type TimeScale,
  type Unit,
} from "@phm/domain";
import * as wire from "../gen/phm/asset/v1/asset_pb.js";
import { bearingFromWire, bearingToWire } from "./bearing-codec.js";
import { enumCodec } from "./enum-codec.js";
import { kinematicsFromWire, kinematicsToWire } from "./kinematics-codec.js";
import { present } from "./optional-fields.js";

export const quantityCodec = enumCodec<Quantity, wire.Quantity>({
  acceleration: wire.Quantity.ACCELERATION,
  velocity: wire.Quantity.VELOCITY,
  displacement: wire.Quantity.DISPLACEMENT,
  current: wire.Quantity.CURRENT,
  voltage: wire.Quantity.VOLTAGE,
  tachometer: wire.Quantity.TACHOMETER,
});

export const unitCodec = enumCodec<Unit, wire.Unit>({
  g: wire.Unit.G,
  "m/s2": wire.Unit.METRE_PER_SECOND_SQUARED,
  "mm/s": wire.Unit.MILLIMETRE_PER_SECOND,
  um: wire.Unit.MICROMETRE,
  A: wire.Unit.AMPERE,
  V: wire.Unit.VOLT,
  raw: wire.Unit.RAW,
});

export const criticalityCodec = enumCodec<Criticality, wire.Criticality>({
  low: wire.Criticality.LOW,
  medium: wire.Criticality.MEDIUM,
  high: wire.Criticality.HIGH,
});

export const timeScaleCodec = enumCodec<TimeScale, wire.TimeScale>({
  overload_rig: wire.TimeScale.OVERLOAD_RIG,
  plant: wire.TimeScale.PLANT,
});

const supportCodec = enumCodec<MachineClass["support"], wire.Support>({ rigid: wire.Support.RIGID, flexible: wire.Support.FLEXIBLE });

export function assetRefToWire(ref: AssetRef): wire.AssetRef {
  return create(wire.AssetRefSchema, { organisation: ref.organisation, site: ref.site, asset: ref.asset });
}

/** @throws InvalidValue when the message is missing or a name is malformed. */
export function assetRefFromWire(message: wire.AssetRef | undefined): AssetRef {
  if (!message) throw new InvalidValue("ref", undefined, "the organisation, site and asset that this belongs to", "missing_ref");
  return assetRef(message.organisation, message.site, message.asset);
}

function pointToWire(point: MeasurementPoint): wire.MeasurementPoint {
  return create(wire.MeasurementPointSchema, {
    id: point.id,
    quantity: quantityCodec.toWire(point.quantity),
    unit: unitCodec.toWire(point.unit),
    ...present({ axis: point.axis, location: point.location, shaft: point.shaft, bearing: point.bearing && bearingToWire(point.bearing) }),
  });
}

function pointFromWire(message: wire.MeasurementPoint, index: number): MeasurementPoint {
  return {
    id: pointId(message.id),
    quantity: quantityCodec.fromWire(message.quantity, `points[${index}].quantity`),
    unit: unitCodec.fromWire(message.unit, `points[${index}].unit`),
    ...present({
      axis: message.axis,
      location: message.location,
      shaft: message.shaft,
      bearing: message.bearing && bearingFromWire(message.bearing),
    }),
  };
}

function machineClassFromWire(message: wire.MachineClass): MachineClass {
  const { group } = message;
  if (group !== 1 && group !== 2) throw new InvalidValue("machineClass.group", group, "1 or 2 (ISO 20816-3)");
  return { group, support: supportCodec.fromWire(message.support, "machineClass.support") };
}

const outOfUseCodec = enumCodec<OutOfUse, wire.OutOfUse>({ in_repair: wire.OutOfUse.IN_REPAIR, retired: wire.OutOfUse.RETIRED });

export function assetConfigToWire(config: AssetConfig): wire.AssetConfig {
  const { machineClass } = config;
  return create(wire.AssetConfigSchema, {
    ref: assetRefToWire(config.ref),
    kind: config.kind,
    component: config.component,
    points: config.points.map(pointToWire),
    ...present({
      ratedSpeedRpm: config.ratedSpeedRpm,
      supplyHz: config.supplyHz,
      polePairs: config.polePairs,
      radialLoadN: config.radialLoadN,
      commissionedAtNs: config.commissionedAtNs,
      runningHours: config.runningHours && create(wire.RunningHoursSchema, { ...config.runningHours }),
      criticality: config.criticality && criticalityCodec.toWire(config.criticality),
      timeScale: config.timeScale && timeScaleCodec.toWire(config.timeScale),
      outOfUse: config.outOfUse && outOfUseCodec.toWire(config.outOfUse),
      repairs: config.repairs,
      machineClass:
        machineClass && create(wire.MachineClassSchema, { group: machineClass.group, support: supportCodec.toWire(machineClass.support) }),
      kinematics: config.kinematics && kinematicsToWire(config.kinematics),
    }),
  });
}

/** @throws InvalidValue naming the field that cannot be read. */
export function assetConfigFromWire(message: wire.AssetConfig): AssetConfig {
  return {
    ref: assetRefFromWire(message.ref),
    kind: message.kind,
    component: message.component,
    points: message.points.map(pointFromWire),
    ...present({
      ratedSpeedRpm: message.ratedSpeedRpm,
      supplyHz: message.supplyHz,
      polePairs: message.polePairs,
      radialLoadN: message.radialLoadN,
      commissionedAtNs: message.commissionedAtNs,
      runningHours: message.runningHours && { hours: message.runningHours.hours, asOfNs: message.runningHours.asOfNs },
      // Zero is the wire's way of saying nothing.
      criticality: message.criticality ? criticalityCodec.fromWire(message.criticality, "criticality") : undefined,
      timeScale: message.timeScale ? timeScaleCodec.fromWire(message.timeScale, "timeScale") : undefined,
      outOfUse: message.outOfUse ? outOfUseCodec.fromWire(message.outOfUse, "outOfUse") : undefined,
      repairs: message.repairs || undefined,
      machineClass: message.machineClass && machineClassFromWire(message.machineClass),
      kinematics: message.kinematics && kinematicsFromWire(message.kinematics),
    }),
  };
}

export function configNoticeToWire(notice: ConfigNotice): wire.ConfigNotice {
  return create(wire.ConfigNoticeSchema, { ...notice });
}

export function configNoticeFromWire({ field, value, noticeEn, noticeZh }: wire.ConfigNotice): ConfigNotice {
  return { field, value, noticeEn, noticeZh };
}
