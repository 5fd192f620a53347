// planted: no-clock-no-chance
// @ts-nocheck
export const nowMs = () => Date.now();
