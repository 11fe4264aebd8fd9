import { z } from "zod";
import { refusal } from "@/lib/kernel/refusal";
import { unstorable } from "@/lib/kernel/storable";
import { fieldErrors } from "./field-errors";
import { readJsonBody } from "./json-body";
import { bodyTooLarge, refusalProblem } from "./problem";

/** What was sent, parsed, and its body as it was sent (`{}` when there was none). */
interface ApiInput {
  input: Record<string, unknown>;
  body: unknown;
}

const noFields = z.strictObject({});
const anyQuery = z.object({});

/** Everything the sender said as one object, or the answer that says what is wrong with it. */
export async function readInput(
  spec: { method: string; query?: z.ZodObject | undefined; body?: z.ZodType | undefined },
  request: Request,
  parameters: Record<string, string>,
): Promise<ApiInput | Response> {
  const named = numbered(parameters);
  if (!named || unstorable(parameters)) return refusalProblem(refusal("not_found"));
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const wrong = unstorable(query);
  if (wrong) return refusalProblem(refusal("invalid_input", { errors: [wrong] }));
  const asked = (spec.query ?? anyQuery).safeParse(query, words);
  const body = spec.method === "get" ? null : await readJsonBody(request);
  if (body?.kind === "too-large") return bodyTooLarge();
  if (body?.kind === "refused") return refusalProblem(body.refusal);
  const said = (spec.body ?? noFields).safeParse(body?.value ?? {}, words) as z.ZodSafeParseResult<object>;
  const errors = [asked, said].flatMap(({ error }) => (error ? fieldErrors(error) : []));
  if (!asked.success || !said.success) return refusalProblem(refusal("invalid_input", { errors }));
  return { input: { ...asked.data, ...said.data, ...named }, body: body?.value ?? {} };
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
