// planted: imports-point-down:services
// @ts-nocheck
export { name } from "@phm/launcher";
