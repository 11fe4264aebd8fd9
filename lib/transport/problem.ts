import { randomUUID } from "node:crypto";
import { z } from "zod";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { type FieldError, type Refusal, type RefusalCode, refusalCodes } from "@/lib/kernel/refusal";
import { reportDefect } from "./defect";
import type { Quota } from "./rate-limit";
import { refusalStatus } from "./refusal-status";

/**
 * What the API says beside the refusals: no token that holds, a method that a path has not, a body that is too large,
 * a key whose first call still runs, too many requests, and a defect. They are the doorway's, not the product's, so
 * they are not in engine.md's list.
 */
export const doorwayStatus = {
  unauthenticated: 401,
  method_not_allowed: 405,
  still_running: 409,
  body_too_large: 413,
  rate_limited: 429,
  defect: 500,
} as const;
type DoorwayCode = keyof typeof doorwayStatus;
const doorwayCodes = Object.keys(doorwayStatus) as DoorwayCode[];

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
  code: RefusalCode | DoorwayCode;
  detail: string;
  errors?: FieldError[] | undefined;
  facts?: Record<string, unknown> | undefined;
  requestId?: string;
}

function problem(
  { code, detail, errors, facts, requestId = randomUUID() }: Problem,
  headers: Record<string, string> = {},
): Response {
  const status = { ...refusalStatus, ...doorwayStatus }[code];
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
  return problem({ code, detail: refusalSentence(given), errors, facts });
}

/** One sentence for missing, unknown, expired and revoked: which of them it is helps only whoever guesses. */
export function unauthenticated(): Response {
  return problem(
    {
      code: "unauthenticated",
      detail:
        "Send an API token that is still valid: Authorization: Bearer cs_…. An administrator can make one.",
    },
    { "WWW-Authenticate": 'Bearer realm="Countersign"' },
  );
}

export function methodNotAllowed(allowed: readonly string[]): Response {
  const allow = allowed.map((method) => method.toUpperCase()).join(", ");
  return problem({ code: "method_not_allowed", detail: `Here there is ${allow} only.` }, { Allow: allow });
}

export function bodyTooLarge(): Response {
  return problem({
    code: "body_too_large",
    detail: "A body may have 256 KiB at most, and nothing of this one was taken. Send less at a time.",
  });
}

/** The first call with this Idempotency-Key has not ended, so what it did is not known yet. */
export function stillRunning(): Response {
  const detail = "The first call with this Idempotency-Key is still running. Send it again in a moment.";
  return problem({ code: "still_running", detail }, { "Retry-After": "1" });
}

/** `seconds` until the token has its whole quota again. */
export function rateLimited({ limit, seconds }: Quota): Response {
  const detail = `This token has sent its ${limit} requests of a minute. Wait ${seconds} s, then go on.`;
  return problem({ code: "rate_limited", detail }, { "Retry-After": String(seconds) });
}

/** `seconds` until the token may ask for this again. */
export function costlyLimited({ limit, seconds }: Quota): Response {
  const detail = `This takes long, so a token may ask for it ${limit} times a minute. Wait ${seconds} s, then ask again.`;
  return problem({ code: "rate_limited", detail }, { "Retry-After": String(seconds) });
}

/** Logs what was thrown, once, under the request id that the answer carries. */
export function defectProblem(error: unknown): Response {
  const { requestId, message } = reportDefect("api", error);
  return problem({ code: "defect", detail: message, requestId });
}
