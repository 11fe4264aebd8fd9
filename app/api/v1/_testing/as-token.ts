import type { Database } from "@/db/client";
import { storeToken } from "@/lib/auth/create-token";
import type { TokenScope } from "@/lib/auth/token-scopes";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { api } from "../api";

/** What an answer of the API says: its status, and its body as JSON. */
export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into answers of every shape
  body: any;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>;

/** A token of a member's, as a pipeline would hold it. */
export async function makeToken(
  db: Database,
  organizationId: OrganizationId,
  owner: MemberId,
  scopes: TokenScope[] = [],
): Promise<{ token: string; id: string }> {
  return db.transaction((tx) =>
    storeToken(tx, { organizationId, owner, name: "test", scopes, expiresInDays: 1 }),
  );
}

/** Calls the API with a token. A body that is a text is sent as it stands. */
export function callerOf(token: string | null): Call {
  return async (method, path, body, headers = {}) => {
    const response = await api.request(`/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      headers: {
        "Content-Type": "application/json",
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
}
