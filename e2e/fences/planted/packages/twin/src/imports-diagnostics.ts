// planted: imports-point-down:twin
// @ts-nocheck
import { name } from "@phm/diagnostics";

export { name };
