import type { RequestHandler } from "express";

const TICKET = /^\/work-orders\/([^/]+)$/;

/**
 * Leads browsers from the plain pages to the console, where one is installed: also those that have not signed in yet, as the console asks for
 * that itself. What does not ask for a page, such as a script or a check, gets the plain page.
 */
export function toConsole(): RequestHandler {
  return (request, response, next) => {
    const place = placeOf(request.path);
    const wantsPage = request.method === "GET" && request.get("Accept")?.includes("text/html");
    if (place === undefined || !wantsPage) return next();
    const query = request.originalUrl.indexOf("?");
    response.vary("Accept").redirect(302, place + (query === -1 ? "" : request.originalUrl.slice(query)));
  };
}

function placeOf(path: string): string | undefined {
  if (path === "/") return "/console/";
  const [, ticket] = TICKET.exec(path) ?? [];
  return ticket === undefined ? undefined : `/console/tickets/${ticket}`;
}
