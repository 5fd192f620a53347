// planted: imports-point-down:domain
// @ts-nocheck
import type { name } from "@phm/dsp";

export type { name };
