// planted: imports-point-down:domain
// @ts-nocheck
export const later = () => import("@phm/advisory");
