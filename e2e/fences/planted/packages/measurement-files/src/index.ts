// planted: nothing
// @ts-nocheck
export const name = "measurement-files";
