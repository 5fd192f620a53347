// planted: imports-point-down:dsp
// @ts-nocheck
import { name } from "@phm/diagnostics";

export { name };
