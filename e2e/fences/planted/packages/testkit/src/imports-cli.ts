// planted: imports-point-down:testkit
// @ts-nocheck
import { name } from "@phm/cli";

export { name };
