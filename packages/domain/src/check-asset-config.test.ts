import { describe, expect, it } from "@jest/globals";
import type { AssetConfig, MeasurementPoint } from "./asset-config.js";
import { checkAssetConfig } from "./check-asset-config.js";
import { ordersOfGeometry } from "./geometry-orders.js";
import { assetRef, pointId } from "./ids.js";

const geometry = { ballDiameterMm: 7.94, pitchDiameterMm: 39.04, balls: 9, contactAngleDeg: 0 };
const point: MeasurementPoint = { id: pointId("h"), quantity: "acceleration", unit: "g", bearing: { geometry } };
const sound: AssetConfig = {
  ref: assetRef("default", "default", "P-101"),
  kind: "pump",
  component: "bearing",
  ratedSpeedRpm: 1480,
  points: [point],
};

const withGeometry = (change: Partial<typeof geometry>): AssetConfig => ({
  ...sound,
  points: [{ ...point, bearing: { geometry: { ...geometry, ...change } } }],
});

describe("checkAssetConfig", () => {
  it("lets a sound configuration pass", () => {
    expect(() => checkAssetConfig(sound)).not.toThrow();
  });

  it.each<[string, AssetConfig]>([
    ["kind", { ...sound, kind: " " }],
    ["component", { ...sound, component: "" }],
    ["ratedSpeedRpm", { ...sound, ratedSpeedRpm: 0 }],
    ["supplyHz", { ...sound, supplyHz: Number.NaN }],
    ["commissionedAtNs", { ...sound, commissionedAtNs: 0n }],
    ["runningHours.hours", { ...sound, runningHours: { hours: -1, asOfNs: 1n } }],
    ["runningHours.asOfNs", { ...sound, commissionedAtNs: 9n, runningHours: { hours: 0, asOfNs: 8n } }],
    ["runningHours.hours", { ...sound, commissionedAtNs: 1n, runningHours: { hours: 2, asOfNs: 3_600_000_000_001n } }],
    [
      "points[0].bearing.orders.bsf",
      { ...sound, points: [{ ...point, bearing: { geometry, orders: { ...ordersOfGeometry(geometry), bsf: 4.7 } } }] },
    ],
    ["points", { ...sound, points: [] }],
    ["points[1].id", { ...sound, points: [point, point] }],
    ["points[0].unit", { ...sound, points: [{ ...point, unit: "A" }] }],
    ["points[0].bearing.geometry.ballDiameterMm", withGeometry({ ballDiameterMm: -1 })],
    ["points[0].bearing.geometry.pitchDiameterMm", withGeometry({ pitchDiameterMm: 5 })],
    ["points[0].bearing.geometry.balls", withGeometry({ balls: 2 })],
    ["points[0].bearing.geometry.contactAngleDeg", withGeometry({ contactAngleDeg: 90 })],
    ["points[0].bearing.geometry.balls", withGeometry({ balls: 16 })],
    ["points[0].bearing.orders.ftf", { ...sound, points: [{ ...point, bearing: { orders: { bpfo: 3, bpfi: 5, bsf: 2, ftf: 0.6 } } }] }],
    ["points[0].bearing.orders.bpfo", { ...sound, points: [{ ...point, bearing: { orders: { bpfo: -3, bpfi: 5, bsf: 2, ftf: 0.4 } } }] }],
  ])("refuses a bad %s by name", (field, config) => {
    expect(() => checkAssetConfig(config)).toThrow(expect.objectContaining({ field }));
  });
});
