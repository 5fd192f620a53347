// planted: imports-point-down:launcher
// @ts-nocheck
import { name } from "@phm/bundle";

export { name };
