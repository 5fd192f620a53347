// planted: imports-point-down:edge
// @ts-nocheck
import { name } from "@phm/bundle";

export { name };
