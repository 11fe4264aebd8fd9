import { OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import { type Database, database } from "@/db/client";
import { holderOfToken, type TokenHolder } from "@/lib/auth/api-tokens";
import type { Caller } from "@/lib/directory/caller";
import type { Permission } from "@/lib/directory/permissions";
import { type Answered, answerOnce } from "@/lib/idempotency/answer-once";
import { wakeDrainer } from "@/lib/jobs/wake";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { readInput } from "./api-input";
import { keyHeader, keyMalformed, keyOfOtherBody, replayedHeader } from "./idempotency-key";
import { describe, describeShared, documentOf } from "./openapi";
import {
  costlyLimited,
  defectProblem,
  methodNotAllowed,
  rateLimited,
  refusalProblem,
  stillRunning,
  unauthenticated,
} from "./problem";
import { countCostlyCall, countRequest, quotaHeaders } from "./rate-limit";

/** A path's parameters, by their names in braces. All are texts but `{number}`, which is a whole number. */
type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: K extends "number" ? number : string } & ParametersOf<Rest>
  : unknown;

/** What a part of the input is once it is parsed; nothing where the route has no such part. */
type Said<Part> = [Part] extends [z.ZodType] ? z.output<Part> : unknown;

/** What a verb answers; `status` where it is not the route's own. */
type Answer<T> = { ok: true; value: T; status?: number } | { ok: false; refusal: Refusal };

/** Fields; or several sets of fields, of which one field says which. */
type BodySchema = z.ZodObject | z.ZodDiscriminatedUnion;

interface RouteSpec<
  Path extends string,
  Query extends z.ZodObject | undefined,
  Body extends BodySchema | undefined,
  Reply extends z.ZodType,
> {
  method: "get" | "post" | "put" | "patch" | "delete";
  path: Path;
  /** The operation's name in the OpenAPI document. */
  id: string;
  summary: string;
  tag: string;
  /** For readers of the document. The verb checks it. */
  permission?: Permission | string;
  query?: Query;
  body?: Body;
  reply: Reply;
  /** Default 200. The first is what `run` answers where it does not say. */
  status?: 200 | 201 | readonly [201, 200];
  /** For what costs so much that it has a limit of its own: calls a minute of one token. */
  callsPerMinute?: number;
  /**
   * Gets the path's parameters, the query and the body as one input. Everything goes through `db`, the reads for the
   * answer too: with an Idempotency-Key it is one transaction, of which no other connection sees anything yet.
   */
  run: (
    db: Database,
    caller: Caller,
    input: ParametersOf<Path> & Said<Query> & Said<Body>,
    sent: Sent,
  ) => Promise<Answer<z.input<Reply>>>;
}

/** What `run` hands on to verbs and loaders: routes know no SQL. */
export type RouteDatabase = Database;

/** What a sender said beside the input. `signal`: nobody waits for the answer any more. */
interface Sent {
  idempotencyKey: string | null;
  signal: AbortSignal;
}

type AnySpec = RouteSpec<string, z.ZodObject | undefined, BodySchema | undefined, z.ZodType>;
export type ApiRoute = Omit<AnySpec, "run"> & {
  run: (db: Database, caller: Caller, input: never, sent: Sent) => Promise<Answer<unknown>>;
};

/**
 * One operation of the API: who may, what goes in, what comes out, and the verb that does it. Describes itself in the
 * OpenAPI document. Add it to a list in `app/api/v1/_routes/`.
 */
export function route<
  const Path extends string,
  Reply extends z.ZodType,
  Query extends z.ZodObject | undefined = undefined,
  Body extends BodySchema | undefined = undefined,
>(spec: RouteSpec<Path, Query, Body, Reply>): ApiRoute {
  return spec;
}

/** The whole API as one fetch handler, with its OpenAPI document at `<base>/openapi.json`. */
export function apiOf(
  basePath: string,
  routes: readonly ApiRoute[],
  about: { title: string; description: string },
) {
  const app = new OpenAPIHono().basePath(basePath) as OpenAPIHono;
  const methods = new Map<string, string[]>();
  for (const one of routes) {
    const path = one.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(one.method.toUpperCase(), path, ({ req }) => answer(one, req.raw, req.param()));
    methods.set(path, [...(methods.get(path) ?? []), one.method]);
    describe(app.openAPIRegistry, one);
  }
  describeShared(app.openAPIRegistry);
  app.get("/openapi.json", () => Response.json(documentOf(app, about)));
  for (const [path, allowed] of methods) app.all(path, () => methodNotAllowed(allowed));
  app.notFound(() => refusalProblem(refusal("not_found")));
  app.onError((error) => defectProblem(error));
  return app;
}

async function answer(
  spec: ApiRoute,
  request: Request,
  parameters: Record<string, string>,
): Promise<Response> {
  try {
    const holder = await holderOfToken(database(), request.headers.get("authorization"));
    if (!holder) return unauthenticated();
    const quota = countRequest(holder.tokenId);
    const response = quota.isExceeded
      ? rateLimited(quota)
      : await answerHolder(spec, request, parameters, holder).catch(defectProblem);
    for (const [name, value] of Object.entries(quotaHeaders(quota))) response.headers.set(name, value);
    return response;
  } catch (error) {
    return defectProblem(error);
  }
}

async function answerHolder(
  spec: ApiRoute,
  request: Request,
  parameters: Record<string, string>,
  { caller, tokenId, token }: TokenHolder,
): Promise<Response> {
  const read = await readInput(spec, request, parameters);
  if (read instanceof Response) return read;
  if (spec.callsPerMinute !== undefined) {
    const quota = countCostlyCall(tokenId, spec.id, spec.callsPerMinute);
    if (quota.isExceeded) return costlyLimited(quota);
  }
  const idempotencyKey = spec.method === "post" ? request.headers.get(keyHeader) : null;
  const run = async (db: Database) => {
    const result = await spec.run(db, caller, read.input as never, {
      idempotencyKey,
      signal: request.signal,
    });
    if (!result.ok) return { refused: result.refusal };
    const status = result.status ?? [spec.status ?? 200].flat()[0] ?? 200;
    return { answer: { status, json: JSON.stringify(result.value) } };
  };
  if (idempotencyKey === null) {
    const done = await run(database());
    if (spec.method !== "get") wakeDrainer();
    return "refused" in done ? refusalProblem(done.refused) : success(done.answer);
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) return refusalProblem(keyMalformed);
  const { pathname: path } = new URL(request.url);
  const scope = { organizationId: caller.organizationId, tokenId, path, key: idempotencyKey };
  const once = await answerOnce(database(), { scope, token, body: read.body }, run);
  if (once.kind === "still-running") return stillRunning();
  if (once.kind === "other-body") return refusalProblem(keyOfOtherBody);
  if (once.kind === "refused") return refusalProblem(once.refused);
  return success(once.answer, once.kind === "replayed" ? { [replayedHeader]: "true" } : {});
}

function success({ status, json }: Answered, headers: Record<string, string> = {}): Response {
  return new Response(json, {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  });
}
