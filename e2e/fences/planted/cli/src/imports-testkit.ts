// planted: imports-point-down:cli
// @ts-nocheck
export { name } from "@phm/testkit";
