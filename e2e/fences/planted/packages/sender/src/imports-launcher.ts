// planted: imports-point-down:sender
// @ts-nocheck
import { name } from "@phm/launcher";

export { name };
