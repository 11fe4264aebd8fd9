import { expect } from "vitest";
import type { Call } from "./as-token";
import { ApiDocument, type Exchange } from "./document";
import { serveApi } from "./serve";

/** The API over HTTP, every call of which is held against the document that it publishes. */
export async function serveHeldToDocument() {
  const { url, close } = await serveApi();
  const document = new ApiDocument(await (await fetch(`${url}/openapi.json`)).json());
  const exercised = new Set<string>();
  let keys = 0;

  /** Sends, and answers with what came back; what the document says of both is not asked yet. */
  async function send(token: string | null, method: string, path: string, body?: unknown): Promise<Exchange> {
    keys += 1;
    const requestHeaders: Record<string, string> = {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(method === "POST" ? { "idempotency-key": `key-${keys}` } : {}),
    };
    const response = await fetch(`${url}${path}`, {
      method,
      headers: requestHeaders,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      method,
      path: `/api/v1${path}`,
      requestHeaders,
      requestBody: body,
      status: response.status,
      headers: response.headers,
      body: await response.json(),
    };
  }

  /** Calls that are to succeed, and to be exactly as the document says on both sides. */
  const as =
    (token: string): Call =>
    async (method, path, body) => {
      const exchange = await send(token, method, path, body);
      const { status, headers } = exchange;
      const what = `${method} ${path} ${JSON.stringify(exchange.body)}`.slice(0, 500);
      expect(document.wrongInRequest(exchange), what).toEqual([]);
      expect(status, what).toBeLessThan(300);
      expect(document.wrongInAnswer(exchange), what).toEqual([]);
      exercised.add(document.find(method, new URL(exchange.path, url).pathname).operation.operationId);
      return { status, headers, body: exchange.body };
    };
  return { document, exercised, as, send, close };
}
