// planted: imports-point-down:advisory
// @ts-nocheck
import { name } from "@phm/pipeline";

export { name };
