import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Database, database } from "@/db/client";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { loadSignedInUser, type SignedInUser } from "@/lib/auth/loaders";
import { requireCaller } from "@/lib/auth/require-actor";
import type { Caller } from "@/lib/directory/caller";
import { wakeDrainer } from "@/lib/jobs/wake";
import { type FieldError, type Refusal, refusal } from "@/lib/kernel/refusal";
import type { Result } from "@/lib/kernel/result";
import { reportDefect } from "./defect";
import { fieldErrors } from "./field-errors";

/** What a server action answers. `code` is a refusal's, or `signed_out` or `defect`; `message` is for people. */
export type ActionResult<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; code: string; message: string; errors?: FieldError[] };

type ActionFailure = Extract<ActionResult, { ok: false }>;

const signedOut: ActionFailure = {
  ok: false,
  code: "signed_out",
  message:
    "You are signed out, so nothing was sent. Sign in again in another tab and send it once more: what you typed stays here.",
};

/**
 * The doorway of writes: finds the caller again, parses, runs the verb, and shows the page anew. In an `actions.ts`:
 * `export const cancelRequestAction = action({ input: cancelRequestInput, run: cancelRequest })`; the page passes
 * `cancelRequestAction.bind(null, organization)` on. (That the form is our own page's, Next checks by its Origin.)
 */
export function action<Input extends z.ZodType, T>(verb: {
  input: Input;
  run: (db: Database, caller: Caller, input: z.output<Input>) => Promise<Result<T>>;
}): (organization: string, input: z.input<Input>) => Promise<ActionResult<T>> {
  return async (organization, input) => {
    const answer = await answerOf(async () => {
      const found = await requireCaller(String(organization));
      if (found.kind === "signed-out") return signedOut;
      if (found.kind === "not-found") return failureOf(refusal("not_found"));
      return resultOf(verb.input, input, (parsed) => verb.run(database(), found.caller, parsed));
    });
    wakeDrainer();
    if (answer.ok) refresh();
    return answer;
  };
}

/** The doorway of writes by somebody who is in no organization yet: the same, without the organization. */
export function userAction<Input extends z.ZodType, T>(verb: {
  input: Input;
  run: (db: Database, user: SignedInUser, input: z.output<Input>) => Promise<Result<T>>;
}): (input: z.input<Input>) => Promise<ActionResult<T>> {
  return async (input) => {
    const answer = await answerOf(async () => {
      const user = await loadSignedInUser();
      if (!user) return signedOut;
      return resultOf(verb.input, input, (parsed) => verb.run(database(), user, parsed));
    });
    wakeDrainer();
    return answer;
  };
}

async function resultOf<Input extends z.ZodType, T>(
  schema: Input,
  input: unknown,
  run: (input: z.output<Input>) => Promise<Result<T>>,
): Promise<ActionResult<T>> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return failureOf(refusal("invalid_input", { errors: fieldErrors(parsed.error) }));
  const result = await run(parsed.data);
  return result.ok ? { ok: true, value: result.value } : failureOf(result.refusal);
}

/** Runs an action's body. A defect is logged here and answered as a neutral sentence; redirects go on their way. */
async function answerOf<T>(run: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await run();
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, code: "defect", message: reportDefect("action", error).message };
  }
}

function failureOf(given: Refusal): ActionFailure {
  const { code, errors } = given;
  return { ok: false, code, message: refusalSentence(given), ...(errors ? { errors } : {}) };
}
