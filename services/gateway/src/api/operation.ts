import type { Request, Response } from "express";
import { z } from "zod";
import type { Demand } from "../access/decide.js";
import type { GatewayContext } from "../context.js";
import type { Shares } from "../sharing/shared-request.js";

export type Method = "get" | "post" | "put" | "delete";

export type Shape = Readonly<Record<string, z.ZodType>>;
type Values<S extends Shape> = z.infer<z.ZodObject<{ -readonly [K in keyof S]: S[K] }>>;

/** What a request brought, read by the schemas of its operation. `request` and `response` are there for headers and streams. */
export interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly request: Request;
  readonly response: Response;
}

/** What an operation answers other than JSON: a file, a stream. It writes its response itself. */
export interface OtherContent {
  readonly contentTypes: readonly string[];
}

interface Words {
  /** Unique name in lowerCamelCase: the function of a client made from the document. */
  readonly id: string;
  readonly method: Method;
  /** Below /api/v1, as Express writes it: `/assets/:asset/gaps`. */
  readonly path: string;
  readonly demand: Demand;
  /**
   * What it shows to an equipment maker where the owner shares it; nothing unless said. Below `/assets/:asset`, unless it asks the contracts itself,
   * it must hold the time of what it shows against the permission, by `rangeOf`, `requireShown` or `requireNoTime`.
   */
  readonly shares?: Shares;
  readonly tag: string;
  /** One line. */
  readonly summary: string;
  readonly description?: string;
  /** Status of a success; 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204;
}

/** One request that the API answers: the one source of its validation, of its place in the document and of who may ask it. */
export interface Operation extends Words {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** JSON of the request; undefined where it takes none. */
  readonly body: z.ZodType | undefined;
  /** Content type of a body that is not JSON, which the operation reads itself. */
  readonly otherBody: OtherContent | undefined;
  /** JSON of the answer; undefined where `otherAnswer` says what comes, or nothing does. */
  readonly answer: z.ZodType | undefined;
  readonly otherAnswer: OtherContent | undefined;
  /** @returns the JSON of the answer; undefined where the operation has written its response itself */
  handle(context: GatewayContext, asked: Asked<never, never, never>): Promise<unknown>;
}

interface Spec<P extends Shape, Q extends Shape, B extends z.ZodType, A extends z.ZodType> extends Words {
  /** Path parameters that are more than a text. */
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly otherBody?: OtherContent;
  readonly answer?: A;
  readonly otherAnswer?: OtherContent;
  readonly handle: (
    context: GatewayContext,
    asked: Asked<Values<P> & Readonly<Record<string, string>>, Values<Q>, z.infer<B>>,
    // biome-ignore lint/suspicious/noConfusingVoidType: an operation that writes its response itself returns nothing.
  ) => Promise<z.input<A> | void>;
}

const PATH_PARAMETER = /:(\w+)/g;

/** The parameters that a path names, in order. */
export const pathParameters = (path: string): string[] => [...path.matchAll(PATH_PARAMETER)].map(([, name]) => name ?? "");

/** States an operation. Parameters of the path that `params` does not name are texts; a query takes what `query` names and nothing else. */
export function operation<
  P extends Shape = Record<never, z.ZodType>,
  Q extends Shape = Record<never, z.ZodType>,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUnknown,
>(spec: Spec<P, Q, B, A>): Operation {
  const params = Object.fromEntries(pathParameters(spec.path).map((name) => [name, spec.params?.[name] ?? z.string()]));
  return {
    ...spec,
    params: z.strictObject(params),
    query: z.strictObject({ ...spec.query }),
    body: spec.body,
    otherBody: spec.otherBody,
    answer: spec.answer,
    otherAnswer: spec.otherAnswer,
    handle: spec.handle as Operation["handle"],
  };
}
