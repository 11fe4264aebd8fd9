import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { type Database, database } from "@/db/client";
import { callerOfToken } from "@/lib/auth/api-tokens";
import type { Caller } from "@/lib/directory/caller";
import type { Permission } from "@/lib/directory/permissions";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { unstorable } from "@/lib/kernel/storable";
import { fieldErrors } from "./field-errors";
import { readJsonBody } from "./json-body";
import {
  bodyTooLarge,
  defectProblem,
  methodNotAllowed,
  problemSchema,
  refusalProblem,
  unauthenticated,
} from "./problem";

/** A path's parameters, by their names in braces. All are texts but `{number}`, which is a whole number. */
type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [K in Name]: K extends "number" ? number : string } & ParametersOf<Rest>
  : unknown;

/** What a part of the input is once it is parsed; nothing where the route has no such part. */
type Said<Part> = [Part] extends [z.ZodObject] ? z.output<Part> : unknown;

/** What a verb answers; `status` where it is not the route's own. */
type Answer<T> = { ok: true; value: T; status?: number } | { ok: false; refusal: Refusal };

interface RouteSpec<
  Path extends string,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodObject | undefined,
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
  /** Default 200. */
  status?: 200 | 201;
  /** Gets the path's parameters, the query and the body as one input. */
  run: (
    db: Database,
    caller: Caller,
    input: ParametersOf<Path> & Said<Query> & Said<Body>,
  ) => Promise<Answer<z.input<Reply>>>;
}

type AnySpec = RouteSpec<string, z.ZodObject | undefined, z.ZodObject | undefined, z.ZodType>;
export type ApiRoute = Omit<AnySpec, "run"> & {
  run: (db: Database, caller: Caller, input: never) => Promise<Answer<unknown>>;
};

/**
 * One operation of the API: who may, what goes in, what comes out, and the verb that does it. Describes itself in the
 * OpenAPI document. Add it to a list in `app/api/v1/_routes/`.
 */
export function route<
  const Path extends string,
  Reply extends z.ZodType,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodObject | undefined = undefined,
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
    describe(app, one);
  }
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  app.doc31("/openapi.json", { openapi: "3.1.0", info: { ...about, version: "1" } });
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
    const caller = await callerOfToken(database(), request.headers.get("authorization"));
    if (!caller) return unauthenticated();
    const input = await inputOf(spec, request, parameters);
    if (input instanceof Response) return input;
    const result = await spec.run(database(), caller, input as never);
    if (!result.ok) return refusalProblem(result.refusal);
    const status = result.status ?? spec.status ?? 200;
    return Response.json(result.value, { status, headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    return defectProblem(error);
  }
}

const noFields = z.strictObject({});

/** Everything the sender said as one object, or the answer that says what is wrong with it. */
async function inputOf(
  spec: ApiRoute,
  request: Request,
  parameters: Record<string, string>,
): Promise<Record<string, unknown> | Response> {
  const named = numbered(parameters);
  if (!named || unstorable(parameters)) return refusalProblem(refusal("not_found"));
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const wrong = unstorable(query);
  if (wrong) return refusalProblem(refusal("invalid_input", { errors: [wrong] }));
  const asked = (spec.query ?? z.object({})).safeParse(query, words);
  const body = spec.method === "get" ? null : await readJsonBody(request);
  if (body?.kind === "too-large") return bodyTooLarge();
  if (body?.kind === "refused") return refusalProblem(body.refusal);
  const said = (spec.body ?? noFields).safeParse(body?.value ?? {}, words);
  const errors = [asked, said].flatMap(({ error }) => (error ? fieldErrors(error) : []));
  if (!asked.success || !said.success) return refusalProblem(refusal("invalid_input", { errors }));
  return { ...asked.data, ...said.data, ...named };
}

/** Null: `{number}` is none. */
function numbered(parameters: Record<string, string>): Record<string, unknown> | null {
  const { number, ...texts } = parameters;
  if (number === undefined) return texts;
  return /^[1-9][0-9]{0,8}$/.test(number) ? { ...texts, number: Number(number) } : null;
}

/** What zod says of a type or a missing field, in words that say what to do. */
const words = {
  error: (issue: { code?: string; input?: unknown; expected?: unknown }) => {
    if (issue.code !== "invalid_type") return undefined;
    return issue.input === undefined
      ? "This field is needed."
      : `This must be of the type ${issue.expected}.`;
  },
};

function describe(app: OpenAPIHono, spec: ApiRoute): void {
  const json = (schema: z.ZodType) => ({ "application/json": { schema } });
  const parameters = [...spec.path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = ""]) => [name, name === "number" ? z.int().min(1) : z.string()] as const,
  );
  app.openAPIRegistry.registerPath({
    method: spec.method,
    path: spec.path,
    operationId: spec.id,
    summary: spec.summary,
    tags: [spec.tag],
    ...(spec.permission ? { description: `Needs the permission \`${spec.permission}\`.` } : {}),
    security: [{ bearer: [] }],
    request: {
      ...(parameters.length > 0 ? { params: z.object(Object.fromEntries(parameters)) } : {}),
      ...(spec.query ? { query: spec.query } : {}),
      ...(spec.body ? { body: { required: true, content: json(spec.body) } } : {}),
    },
    responses: {
      [spec.status ?? 200]: { description: "Done", content: json(spec.reply) },
      default: {
        description: "A refusal, or something wrong with what was sent",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  });
}
