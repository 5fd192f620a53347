// planted: imports-point-down:simulator
// @ts-nocheck
import { name } from "@phm/dsp";

export { name };
