// planted: nothing
// @ts-nocheck
export const name = "exchange-files";
