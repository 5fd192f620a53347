import type { RecordKind } from "./record-kind.js";

const MAX_LENGTH = 200;

/** Where assets stand in the functional locations of another system. */
export const LOCATIONS: RecordKind = {
  name: "locations",
  key: ["asset"],
  fields: {
    asset: { type: "text", maxLength: MAX_LENGTH, required: true },
    location: { type: "text", maxLength: MAX_LENGTH, required: true },
  },
};
