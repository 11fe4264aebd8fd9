import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

type Api = (request: Request) => Response | Promise<Response>;

/** Where instrumentation.ts puts the API, in the instance that Next has loaded. */
const key = Symbol.for("countersign.api");

/**
 * Hands calls of the API to it without Next between them, which takes more of the processor than most calls do
 * (docs/decisions/0032). Everything else goes to `others`: pages, the API's own page too, and what is no proper request.
 */
export function straightToApi(others: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    const api = (globalThis as { [key]?: Api })[key];
    const request = api && requestOf(incoming, outgoing);
    if (!api || !request) return others(incoming, outgoing);
    answer(api, request, outgoing).catch(() => outgoing.destroy());
  };
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): Request | null {
  const { method = "GET", url = "/", headers } = incoming;
  const [path = ""] = url.split("?", 1);
  if (!path.startsWith("/api/v1/") || path.startsWith("/api/v1/docs") || path.endsWith("/")) return null;
  const left = new AbortController();
  outgoing.once("close", () => outgoing.writableFinished || left.abort());
  const body = method === "GET" || method === "HEAD" ? {} : { body: incoming, duplex: "half" };
  try {
    const init = { method, headers: headers as Record<string, string>, signal: left.signal, ...body };
    return new Request(`http://localhost${url}`, init as RequestInit);
  } catch {
    return null;
  }
}

/** What proxy.ts says of pages, as far as it concerns answers that are none. */
const safe = {
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
};
const compress = promisify(gzip);
/** In bytes. Below it is not worth while. */
const compressedFrom = 1024;

async function answer(api: Api, request: Request, outgoing: ServerResponse): Promise<void> {
  const response = await api(request);
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.statusCode = response.status;
  outgoing.setHeaders(response.headers);
  for (const [name, value] of Object.entries(safe)) outgoing.setHeader(name, value);
  if (request.headers.get("x-forwarded-proto") === "https")
    outgoing.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  if (body.length < compressedFrom) {
    outgoing.end(body);
    return;
  }
  outgoing.setHeader("Vary", "Accept-Encoding");
  if (!/\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")) {
    outgoing.end(body);
    return;
  }
  outgoing.setHeader("Content-Encoding", "gzip");
  outgoing.end(await compress(body));
}
