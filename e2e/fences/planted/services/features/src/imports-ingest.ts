// planted: no-service-imports-a-service
// @ts-nocheck
export { name } from "@phm/service-ingest";
