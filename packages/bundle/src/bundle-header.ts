import { TIME_SCALES } from "@phm/domain";
import { z } from "zod";
import { BundleError, type BundlePlace } from "./bundle-error.js";
import { bundleKinematics } from "./bundle-kinematics.js";
import { parseJson } from "./parse-json.js";

export const BUNDLE_FORMAT = "phm-acquisition-bundle/1";
export const HEADER_FILE = "bundle.json";
export const ACQUISITIONS_FILE = "acquisitions.ndjson";
export const TRUTH_FILE = "truth.json";

/** How the bytes of a sample file are packed. */
export const COMPRESSIONS = ["none", "gzip", "br"] as const;
export type Compression = (typeof COMPRESSIONS)[number];

const text = z.string("text");
const positive = z.number("a number above 0").positive("a number above 0");
const orders = z.object({ bpfo: positive, bpfi: positive, bsf: positive, ftf: positive }, "the orders bpfo, bpfi, bsf and ftf");
const geometry = z.object(
  {
    ballDiameterMm: positive,
    pitchDiameterMm: positive,
    balls: z.int("a whole number above 0").positive("a whole number above 0"),
    contactAngleDeg: z.number("0 to 90").min(0, "0 to 90").max(90, "0 to 90"),
  },
  "ballDiameterMm, pitchDiameterMm, balls and contactAngleDeg",
);
const bearing = z.object(
  {
    designation: text.optional(),
    geometry: geometry.optional(),
    orders: orders.optional(),
    // Beyond the format's list, as below: what design life asks for.
    dynamicLoadRatingKn: positive.optional(),
    fatigueExponent: positive.optional(),
    equivalentLoadN: positive.optional(),
  },
  "an object",
);
const point = z.object(
  {
    id: text,
    quantity: text,
    unit: text,
    axis: text.optional(),
    location: text.optional(),
    bearing: bearing.optional(),
    shaft: text.optional(),
  },
  "a measurement point",
);
const asset = z.object(
  {
    id: text,
    kind: text,
    ratedSpeedRpm: positive.optional(),
    supplyHz: positive.optional(),
    polePairs: z.int("a whole number above 0").positive("a whole number above 0").optional(),
    radialLoadN: z.number("0 or more").nonnegative("0 or more").optional(),
    // Beyond the format's list, so that a simulated life keeps them; a reader that does not know them loses only absolute zones.
    machineClass: z
      .object({ group: z.literal([1, 2], "1 or 2"), support: z.literal(["rigid", "flexible"], "rigid or flexible") }, "group and support")
      .optional(),
    timeScale: z.enum(TIME_SCALES, `one of ${TIME_SCALES.join(", ")}`).optional(),
    kinematics: bundleKinematics(bearing).optional(),
    /** RFC 3339. */
    commissionedAt: text.optional(),
    runningHours: z.object({ hours: z.number("0 or more").nonnegative("0 or more"), asOf: text }, "hours and asOf").optional(),
    component: text.optional(),
    points: z.array(point, "a list of measurement points").min(1, "at least one measurement point"),
  },
  "an asset",
);
const sampleFile = z.object(
  {
    compression: z.enum(COMPRESSIONS, `one of ${COMPRESSIONS.join(", ")}`),
    rawBytes: z.int("a whole number, 0 or more").nonnegative("a whole number, 0 or more"),
    rawSha256: z.string("64 hexadecimal digits").regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
  },
  "compression, rawBytes and rawSha256",
);
const header = z.object(
  {
    format: z.literal(BUNDLE_FORMAT, BUNDLE_FORMAT),
    name: text,
    title: text.default(""),
    citation: text.default(""),
    licenceAsStated: text.default(""),
    notes: z.array(text, "a list of texts").default([]),
    files: z.record(z.string(), sampleFile, "a map from path to compression, rawBytes and rawSha256"),
    assets: z.array(asset, "a list of assets").min(1, "at least one asset"),
  },
  "an object",
);

/** `bundle.json`: what the campaign is, its machines and its sample files. */
export type BundleHeader = z.infer<typeof header>;
export type BundleAsset = BundleHeader["assets"][number];
export type SampleFile = z.infer<typeof sampleFile>;

/** @throws BundleError for another format, a field of the wrong form, or a sample path that leaves the bundle's folder. */
export function parseHeader(place: BundlePlace, json: string): BundleHeader {
  const parsed = parseJson(place, json, header);
  for (const path of Object.keys(parsed.files)) {
    if (/^[/\\]|^[A-Za-z]:|\\/.test(path) || path.split("/").some((part) => part === "" || part === ".." || part === ".")) {
      throw new BundleError(place, "files", path, "a path inside the bundle's folder", "bad_path");
    }
  }
  return parsed;
}
