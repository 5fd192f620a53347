import { ServiceError } from "@phm/service-kit";
import type { RequestHandler } from "express";

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/i;

/**
 * For an API that is open to this machine: refuses what a browser was led to by another name. A site whose name is made to point to
 * 127.0.0.1 could otherwise read and change everything by way of a visitor's browser.
 */
export const ownHost: RequestHandler = ({ headers }, _response, next) => {
  if (LOOPBACK.test(headers.host ?? "")) return next();
  const facts = { field: "Host", value: headers.host ?? "", limit: "127.0.0.1, [::1] or localhost" };
  throw new ServiceError("permission_denied", "this API asks for no keys and answers under this machine's own names alone", facts);
};
