import { ServiceError } from "@phm/service-kit";
import { type Request, type RequestHandler, type Response, Router } from "express";
import type { z } from "zod";
import type { GatewayContext } from "../context.js";
import { jsonBody } from "../json-body.js";
import { queryText } from "../request-parameters.js";
import { nothingShared, sharedOf } from "../sharing/shared-request.js";
import { type EarlierAnswer, isRepeatable, type OnceOnly } from "./idempotency.js";
import type { Asked, Operation } from "./operation.js";
import { type Redaction, redactionOf } from "./redaction.js";
import { validated } from "./validate.js";

/** A router that answers operations: what their schemas do not allow reaches no handler. */
export function mount(context: GatewayContext, operations: readonly Operation[]): Router {
  const router = Router();
  for (const operation of operations) {
    const readers = operation.body === undefined ? [] : [jsonBody];
    router[operation.method](operation.path, ...readers, answering(context, operation));
  }
  return router;
}

function answering(context: GatewayContext, operation: Operation): RequestHandler {
  return async (request, response) => {
    const asked = {
      params: validated(operation.params, request.params, "path"),
      query: validated(operation.query, queryOf(request), "query"),
      body: operation.body === undefined ? undefined : validated(operation.body, request.body ?? {}, "body"),
      request,
      response,
    };
    const once = isRepeatable(operation) ? context.idempotency?.of(request) : undefined;
    const earlier = await once?.begin();
    if (earlier) {
      response.setHeader("Idempotency-Replayed", "true");
      sendJson(response, earlier);
      return;
    }
    try {
      const answer = await shown(request, operation.handle(context, asked as unknown as Asked<never, never, never>));
      await send(context, operation, response, answer, redactionOf(operation, request), once);
    } catch (error) {
      await once?.forget();
      throw error;
    }
  };
}

/** To who is shown what others share, a record that there is not is as one that is not shown. */
async function shown(request: Request, answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (sharedOf(request) && ServiceError.from(error).code === "not_found") throw nothingShared();
    throw error;
  }
}

/** @throws InvalidValue for a parameter that is given twice */
function queryOf(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(request.query).map((name) => [name, queryText(request, name)]));
}

async function send(
  context: GatewayContext,
  operation: Operation,
  response: Response,
  answer: unknown,
  redact: Redaction,
  once: OnceOnly | undefined,
): Promise<void> {
  if (response.headersSent || response.writableEnded || operation.otherAnswer) return;
  const hasBody = operation.answer !== undefined;
  const status = operation.status ?? (hasBody ? 200 : 204);
  if (context.checksAnswers && operation.answer) checkAnswer(operation.id, operation.answer, answer);
  const sent = { status, ...(hasBody ? { body: redact(answer) } : {}) };
  await once?.keep(sent);
  sendJson(response, sent);
}

function sendJson(response: Response, { status, body }: EarlierAnswer): void {
  response.status(status);
  if (body === undefined) response.end();
  else response.json(body);
}

/** In tests no answer leaves that the document forbids. It is looked at as a client would read it. */
function checkAnswer(id: string, schema: z.ZodType, answer: unknown): void {
  const text = JSON.stringify(answer);
  const { error } = schema.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!error) return;
  const [first] = error.issues;
  throw new ServiceError("internal", `the answer of ${id} breaks its schema at ${first?.path.join(".")}: ${first?.message}`);
}
