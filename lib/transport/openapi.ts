import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { keyHeader, replayedHeader } from "./idempotency-key";
import { doorwayStatus, problemSchema } from "./problem";
import { refusalStatus } from "./refusal-status";

type Registry = OpenAPIHono["openAPIRegistry"];

/** What the document says of an operation. */
interface Described {
  method: "get" | "post" | "put" | "patch" | "delete";
  path: string;
  id: string;
  summary: string;
  tag: string;
  permission?: string | undefined;
  query?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  reply: z.ZodType;
  status?: number | readonly number[];
}

/** The document itself. Its library writes a pattern with its flags; what is left without them is what JSON Schema reads. */
export function documentOf(app: OpenAPIHono, about: { title: string; description: string }): unknown {
  const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { ...about, version: "1" } });
  const text = JSON.stringify(document, (name, value) =>
    name === "pattern" && typeof value === "string" ? value.replace(/\/u$/, "") : value,
  );
  return JSON.parse(text);
}

const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({
    description:
      "A text of your own making, such as a UUID, that makes this call safe to repeat: for 24 hours the same token, path, key and body are answered with the first success, and nothing is done again. The same key with another body is 422, while the first call still runs 409. Needed for votes under rules that let a person vote more than once.",
  });

/** What every operation refers to: the security scheme, the headers of answers, a response per status that says no. */
export function describeShared(registry: Registry): void {
  registry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "An API token, `cs_…`: a member's, with at most that member's permissions.",
  });
  for (const [name, header] of Object.entries(headers)) registry.registerComponent("headers", name, header);
  for (const status of statuses) {
    const retry = status === 409 || status === 429 ? { "Retry-After": headerRef("Retry-After") } : {};
    const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
    registry.registerComponent("responses", `Problem${status}`, {
      description: `${words[status]} Codes: ${codesOf(status).join(", ")}.`,
      headers: status === 401 ? {} : { ...quota, ...retry },
      content,
    });
  }
}

const headers = {
  RateLimit: {
    description:
      'What the token has left in this process: `"token";r=<requests>;t=<seconds until it has all again>`.',
    schema: { type: "string" as const },
  },
  "RateLimit-Policy": {
    description:
      'How much a token may: `"token";q=<requests>;w=<seconds>`, counted by each process of the server.',
    schema: { type: "string" as const },
  },
  "Retry-After": {
    description: "Seconds to wait before the call is sent again.",
    schema: { type: "integer" as const },
  },
  [replayedHeader]: {
    description: "`true`: this is what the first call with the key was answered.",
    schema: { type: "string" as const },
  },
};
const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });
const quota = { RateLimit: headerRef("RateLimit"), "RateLimit-Policy": headerRef("RateLimit-Policy") };

const words = {
  401: "No token, or none that holds.",
  403: "The caller may not do this.",
  404: "It does not exist, or the caller may not know that it does.",
  409: "It does not fit what is so now.",
  413: "The body is too large.",
  422: "Something in what was sent is wrong; `errors` says where.",
  429: "The token has sent too many requests.",
  500: "A defect. Nothing was changed as far as we know.",
} as const;
type ProblemStatus = keyof typeof words;
const statuses = Object.keys(words).map(Number) as ProblemStatus[];

function codesOf(status: ProblemStatus): string[] {
  const all = Object.entries({ ...refusalStatus, ...doorwayStatus });
  return all.filter(([, held]) => held === status).map(([code]) => `\`${code}\``);
}

/** Only what changes something can be refused for what is so now, and has a body that can be too large. */
function problemsOf(method: Described["method"]): Record<string, { $ref: string }> {
  const possible = statuses.filter((status) => method !== "get" || (status !== 409 && status !== 413));
  return Object.fromEntries(
    possible.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

/** Puts an operation into the document. */
export function describe(registry: Registry, spec: Described): void {
  const json = (schema: z.ZodType) => ({ "application/json": { schema } });
  const parameters = [...spec.path.matchAll(/\{(\w+)\}/g)].map(
    ([, name = ""]) => [name, name === "number" ? z.int().min(1) : z.string()] as const,
  );
  const isPost = spec.method === "post";
  const successHeaders = isPost ? { ...quota, [replayedHeader]: headerRef(replayedHeader) } : quota;
  const success = { description: "Done", headers: successHeaders, content: json(spec.reply) };
  registry.registerPath({
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
      ...(isPost ? { headers: z.object({ [keyHeader]: keySchema }) } : {}),
      ...(spec.body ? { body: { required: true, content: json(spec.body) } } : {}),
    },
    responses: {
      ...Object.fromEntries([spec.status ?? 200].flat().map((status) => [status, success])),
      ...problemsOf(spec.method),
      default: {
        description: "A refusal, or something wrong with what was sent",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  });
}
