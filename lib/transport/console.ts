import type { z } from "zod";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { requireCaller } from "@/lib/auth/require-actor";
import type { Caller } from "@/lib/directory/caller";
import { invalidField, type Refusal, refusal } from "@/lib/kernel/refusal";
import type { Result } from "@/lib/kernel/result";
import { reportDefect } from "./defect";
import { fieldErrors } from "./field-errors";
import { readJsonBody } from "./json-body";
import { refusalStatus } from "./refusal-status";

/**
 * The doorway of the console's own reads (`app/api/console/[organization]/…/route.ts`): who could approve, search.
 * `export const GET = consoleRead({ input, load })`. The input is the query's last values and the path's parameters; as
 * `POST`, for what is too long for an address, the body's fields. Either only reads.
 */
export function consoleRead<Input extends z.ZodType, View>(read: {
  input: Input;
  load: (caller: Caller, input: z.output<Input>) => Promise<Result<View>>;
}): (request: Request, context: { params: Promise<{ organization: string }> }) => Promise<Response> {
  return async (request, { params }) => {
    try {
      const { organization, ...rest } = await params;
      const found = await requireCaller(organization);
      if (found.kind === "signed-out") return signedOutAnswer();
      if (found.kind === "not-found") return refusalAnswer(refusal("not_found"));
      const asked = await askedOf(request);
      if (!asked) return refusalAnswer(invalidField("", "This cannot be read, or is too long."));
      const parsed = read.input.safeParse({ ...asked, ...rest });
      if (!parsed.success) {
        return refusalAnswer(refusal("invalid_input", { errors: fieldErrors(parsed.error) }));
      }
      const result = await read.load(found.caller, parsed.data);
      return result.ok ? answer(200, result.value) : refusalAnswer(result.refusal);
    } catch (error) {
      return defectAnswer("console", error);
    }
  };
}

async function askedOf(request: Request): Promise<object | null> {
  if (request.method !== "POST") return Object.fromEntries(new URL(request.url).searchParams);
  const body = await readJsonBody(request);
  return body.kind === "json" && typeof body.value === "object" ? body.value : null;
}

export function signedOutAnswer(): Response {
  return answer(401, { code: "signed_out", message: "You are signed out." });
}

export function defectAnswer(doorway: string, error: unknown): Response {
  const { requestId, message } = reportDefect(doorway, error);
  return answer(500, { code: "defect", message, requestId });
}

export function refusalAnswer(given: Refusal): Response {
  const { code, errors } = given;
  return answer(refusalStatus[code], { code, message: refusalSentence(given), errors });
}

function answer(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}
