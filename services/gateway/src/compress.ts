import compression from "compression";
import type { RequestHandler } from "express";

/** Answers of some size are compressed where the caller takes it; events are not, as they must not wait for one another. */
export const compress: RequestHandler = compression({
  filter: (request, response) =>
    !String(response.getHeader("Content-Type")).startsWith("text/event-stream") && compression.filter(request, response),
});
