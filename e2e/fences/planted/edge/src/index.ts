// planted: nothing
// @ts-nocheck
export { name } from "@phm/sender";
