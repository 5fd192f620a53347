// planted: imports-point-down:exchange-files
// @ts-nocheck
import { name } from "@phm/bundle";

export { name };
