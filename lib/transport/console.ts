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

interface Read<Input extends z.ZodType, View> {
  input: Input;
  load: (caller: Caller, input: z.output<Input>) => Promise<Result<View>>;
}

type Handler = (
  request: Request,
  context: { params: Promise<{ organization: string }> },
) => Promise<Response>;

/**
 * The doorway of the console's own reads (`app/api/console/[organization]/…/route.ts`): who could approve, search.
 * `export const GET = consoleRead({ input, load })`. The input is the query's last values and the path's parameters; as
 * `POST`, for what is too long for an address, the body's fields. Either only reads.
 */
export function consoleRead<Input extends z.ZodType, View>(read: Read<Input, View>): Handler {
  return doorway(read, (view) => answer(200, view));
}

/** A file that is made while it is read: what was refused or not understood is answered before its first byte. */
export function consoleDownload<Input extends z.ZodType>(
  read: Read<Input, { fileName: string; contentType: string; chunks: AsyncIterable<string> }>,
): Handler {
  return doorway(read, ({ fileName, contentType, chunks }) => {
    const headers = {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    };
    return new Response(streamOf(chunks), { headers });
  });
}

/** Made as fast as it is read. A defect on the way breaks it off, so that nobody takes a part of it for the whole. */
function streamOf(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const made = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await made.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        reportDefect("console", error);
        controller.error(error);
      }
    },
    async cancel() {
      await made.return?.();
    },
  });
}

function doorway<Input extends z.ZodType, View>(
  read: Read<Input, View>,
  reply: (view: View) => Response,
): Handler {
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
      return result.ok ? reply(result.value) : refusalAnswer(result.refusal);
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
