// planted: imports-point-down:service-kit
// @ts-nocheck
import { name } from "@phm/sender";

export { name };
