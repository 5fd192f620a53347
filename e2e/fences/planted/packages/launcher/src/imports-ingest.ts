// planted: nobody-imports-services
// @ts-nocheck
export { name } from "@phm/service-ingest";
