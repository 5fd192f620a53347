// planted: no-clock-no-chance
// @ts-nocheck
export const noise = () => Math.random();
