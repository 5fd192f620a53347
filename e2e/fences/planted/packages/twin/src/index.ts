// planted: nothing
// @ts-nocheck
export const name = "twin";
