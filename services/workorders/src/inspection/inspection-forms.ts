import {
  InspectionRouteSchema,
  InspectionStandardSchema,
  inspectionRouteFromWire,
  inspectionRouteToWire,
  inspectionStandardFromWire,
  inspectionStandardToWire,
} from "@phm/contracts";
import type { InspectionRoute, InspectionStandard } from "@phm/domain";
import { type CollectionSpec, fromStored, toStored } from "@phm/service-kit";
import { type RevisionForm, revisionCollection } from "../revisions/revision-book.js";

export const STANDARD_FORM: RevisionForm<InspectionStandard> = {
  subject: "point",
  content: "standard",
  toStored: (standard) => toStored(InspectionStandardSchema, inspectionStandardToWire(standard)),
  fromStored: (stored) => inspectionStandardFromWire(fromStored(InspectionStandardSchema, stored)),
};

export const ROUTE_FORM: RevisionForm<InspectionRoute> = {
  subject: "route",
  content: "content",
  toStored: (route) => toStored(InspectionRouteSchema, inspectionRouteToWire(route)),
  fromStored: (stored) => inspectionRouteFromWire(fromStored(InspectionRouteSchema, stored)),
};

export const STANDARD_COLLECTION: CollectionSpec = revisionCollection("inspection_standards", STANDARD_FORM.subject);
export const ROUTE_COLLECTION: CollectionSpec = revisionCollection("inspection_routes", ROUTE_FORM.subject);
