// planted: imports-point-down:prognostics
// @ts-nocheck
import { name } from "@phm/advisory";

export { name };
