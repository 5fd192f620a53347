// planted: only-main-touches-process
// @ts-nocheck
export const port = () => process.env.PHM_PORT;
