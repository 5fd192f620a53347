// planted: imports-point-down:diagnostics
// @ts-nocheck
import { name } from "@phm/prognostics";

export { name };
