// planted: every-package-has-a-layer
// @ts-nocheck
export { name } from "@phm/domain";
