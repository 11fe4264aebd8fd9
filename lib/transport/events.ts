import { database } from "@/db/client";
import { callerOf } from "@/lib/auth/require-actor";
import { readSessionCookie } from "@/lib/auth/session-cookie";
import { refusal } from "@/lib/kernel/refusal";
import { liveStream } from "@/lib/live/stream";
import { defectAnswer, refusalAnswer, signedOutAnswer } from "./console";

const headers = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // Compressed, it would wait for more to come; a proxy in between must not gather it either.
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/**
 * The doorway of live updates: server-sent events for the organization's member behind the session. `?since=` is when
 * the page was read; a browser that comes back (Last-Event-ID) is asked to read everything again.
 */
export async function liveEvents(
  request: Request,
  { params }: { params: Promise<{ organization: string }> },
): Promise<Response> {
  try {
    const { organization: slug } = await params;
    const sessionId = await readSessionCookie();
    const db = database();
    const found = sessionId ? await callerOf(db, sessionId, slug) : { kind: "signed-out" as const };
    if (found.kind === "signed-out" || !sessionId) return signedOutAnswer();
    if (found.kind === "not-found") return refusalAnswer(refusal("not_found"));
    // It would be answered by a stream that nobody reads or leaves.
    if (request.method === "HEAD") return new Response(null, { headers });
    const isBack = request.headers.has("last-event-id");
    const since = isBack ? null : sinceOf(new URL(request.url).searchParams.get("since"));
    const stream = liveStream(db, { sessionId, slug, caller: found.caller, since });
    return stream ? new Response(stream, { headers }) : tooManyStreams();
  } catch (error) {
    return defectAnswer("events", error);
  }
}

/** Seconds after which a page that got none asks again: others may have been closed. */
const askAgain = 30;

function tooManyStreams(): Response {
  const message = "Too many windows of yours are live. Close some; this one asks again by itself.";
  return Response.json(
    { code: "too_many_streams", message },
    { status: 429, headers: { "Cache-Control": "no-store", "Retry-After": String(askAgain) } },
  );
}

/** Who names no instant sees what happens from now on. */
function sinceOf(text: string | null): number | null {
  if (text === null) return Date.now();
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
