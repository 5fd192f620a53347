// planted: imports-point-down:measurement-files
// @ts-nocheck
import { name } from "@phm/bundle";

export { name };
