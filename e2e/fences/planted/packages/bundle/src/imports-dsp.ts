// planted: imports-point-down:bundle
// @ts-nocheck
import { name } from "@phm/dsp";

export { name };
