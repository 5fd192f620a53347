// planted: nothing
// @ts-nocheck
export const name = "service-kit";
