import type { DescMethod, DescService } from "@bufbuild/protobuf";
import type { ServiceHandlers } from "./service-handlers.js";

/** A service with its handlers, ready to be added to a `GrpcServer`. */
export interface GrpcService {
  readonly descriptor: DescService;
  readonly handlers: Readonly<Record<string, unknown>>;
}

/** Binds handlers to a service; the types make sure that each method has the handler of its kind. */
export function defineService<S extends DescService>(descriptor: S, handlers: ServiceHandlers<S>): GrpcService {
  return { descriptor, handlers };
}

/** `/package.Service/Method`, as it stands in the request's path. */
export function methodPath(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}
