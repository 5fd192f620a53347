// planted: imports-point-down:sender
// @ts-nocheck
export { name } from "@phm/testkit";
