import { randomBytes } from "node:crypto";
import type { Database } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import type { TokenId } from "@/lib/kernel/ids";
import { tokenHash } from "./one-time-token";
import { holderOf, markUsed } from "./store-tokens";
import { unscoped } from "./token-scopes";

/** A new secret: `cs_` and 256 random bits. The database keeps its hash and its first characters. */
export function newApiToken(): { token: string; tokenHash: string; hint: string } {
  const token = `cs_${randomBytes(32).toString("base64url")}`;
  return { token, tokenHash: tokenHash(token), hint: token.slice(0, 8) };
}

/** Who asks with a token: the caller, and the token's id and secret. */
export interface TokenHolder {
  caller: Caller;
  tokenId: TokenId;
  token: string;
}

/**
 * Who asks, by an `Authorization` header: the token's member with what they hold at this moment, narrowed by its
 * scopes. Null: no token, or none that holds. Its last use is written at most once a minute.
 */
export async function holderOfToken(db: Database, authorization: string | null): Promise<TokenHolder | null> {
  const token = /^Bearer +(cs_[A-Za-z0-9_-]{32,128})$/i.exec(authorization?.trim() ?? "")?.[1];
  if (token === undefined) return null;
  const found = await holderOf(db, tokenHash(token));
  if (!found) return null;
  const { tokenId, usedLately, scopes, ...holder } = found;
  if (!usedLately) await markUsed(db, tokenId);
  const caller: Caller = { ...holder, via: "api", scopes: scopes.length > 0 ? scopes : unscoped };
  return { caller, tokenId, token };
}
