import { randomUUID } from "node:crypto";
import { z } from "zod";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { type FieldError, type Refusal, refusalCodes } from "@/lib/kernel/refusal";
import { reportDefect } from "./defect";
import { refusalStatus } from "./refusal-status";

/**
 * What the API says beside the refusals: no token that holds, a method that a path has not, a body that is too large,
 * and a defect. They are the doorway's, not the product's, so they are not in engine.md's list.
 */
const doorwayCodes = ["unauthenticated", "method_not_allowed", "body_too_large", "defect"] as const;

/** RFC 9457, as api.md describes it. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: "urn:countersign:problem: and the code" }),
    title: z.string(),
    status: z.int(),
    code: z.enum([...refusalCodes, ...doorwayCodes]),
    detail: z.string().meta({ description: "A sentence for people" }),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    facts: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "What a client can act on, such as the number of the request that is open" }),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

interface Problem {
  status: number;
  code: z.infer<typeof problemSchema>["code"];
  detail: string;
  errors?: FieldError[] | undefined;
  facts?: Record<string, unknown> | undefined;
  requestId?: string;
}

function problem(
  { status, code, detail, errors, facts, requestId = randomUUID() }: Problem,
  headers: Record<string, string> = {},
): Response {
  const words = code.replaceAll("_", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const body = {
    type: `urn:countersign:problem:${code}`,
    title,
    status,
    code,
    detail,
    errors,
    facts,
    requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

export function refusalProblem(given: Refusal): Response {
  const { code, errors, facts } = given;
  return problem({ status: refusalStatus[code], code, detail: refusalSentence(given), errors, facts });
}

/** One sentence for missing, unknown, expired and revoked: which of them it is helps only whoever guesses. */
export function unauthenticated(): Response {
  return problem(
    {
      status: 401,
      code: "unauthenticated",
      detail:
        "Send an API token that is still valid: Authorization: Bearer cs_…. An administrator, or you in Settings, can make one.",
    },
    { "WWW-Authenticate": 'Bearer realm="Countersign"' },
  );
}

export function methodNotAllowed(allowed: readonly string[]): Response {
  const allow = allowed.map((method) => method.toUpperCase()).join(", ");
  return problem(
    { status: 405, code: "method_not_allowed", detail: `Here there is ${allow} only.` },
    { Allow: allow },
  );
}

export function bodyTooLarge(): Response {
  return problem({
    status: 413,
    code: "body_too_large",
    detail: "A body may have 256 KiB at most, and nothing of this one was taken. Send less at a time.",
  });
}

/** Logs what was thrown, once, under the request id that the answer carries. */
export function defectProblem(error: unknown): Response {
  const { requestId, message } = reportDefect("api", error);
  return problem({ status: 500, code: "defect", detail: message, requestId });
}
