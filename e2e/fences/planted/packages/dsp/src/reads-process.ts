// planted: only-main-touches-process
// @ts-nocheck
export const size = () => Number(process.env.FFT_SIZE);
