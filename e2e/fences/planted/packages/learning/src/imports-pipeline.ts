// planted: imports-point-down:learning
// @ts-nocheck
import { name } from "@phm/pipeline";

export { name };
