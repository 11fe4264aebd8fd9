import { invalidField, type Refusal } from "@/lib/kernel/refusal";
import { unstorable } from "@/lib/kernel/storable";

/** api.md: bodies over this are not read to their end. */
const bodyLimit = 256 * 1024;

/** What a request's body says: a JSON value (`{}` when there is none), more than the limit, or a refusal. */
export type JsonBody =
  | { kind: "json"; value: unknown }
  | { kind: "too-large" }
  | { kind: "refused"; refusal: Refusal };

export async function readJsonBody(request: Request): Promise<JsonBody> {
  const bytes = await bytesOf(request);
  if (bytes === null) return { kind: "too-large" };
  if (bytes.length === 0) return { kind: "json", value: {} };
  const parsed = parse(bytes);
  if (!parsed) return { kind: "refused", refusal: invalidField("", "The body is not JSON in UTF-8.") };
  const wrong = unstorable(parsed.value);
  return wrong
    ? { kind: "refused", refusal: { code: "invalid_input", errors: [wrong] } }
    : { kind: "json", value: parsed.value };
}

/** Null: more than the limit. Counted while reading, since a length that was announced need not be true. */
async function bytesOf(request: Request): Promise<Buffer | null> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyLimit) return null;
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > bodyLimit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Buffer): { value: unknown } | null {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return null;
  }
}
