// planted: imports-point-down:pipeline
// @ts-nocheck
import { name } from "@phm/contracts";

export { name };
