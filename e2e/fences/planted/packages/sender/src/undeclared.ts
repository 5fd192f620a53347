// planted: declared-dependencies-only
// @ts-nocheck
import fc from "fast-check";

export const used = fc;
