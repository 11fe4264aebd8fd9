import { z } from "zod";
import { createToken } from "@/lib/auth/create-token";
import { tokenInput } from "@/lib/auth/input-tokens";
import { loadTokens } from "@/lib/auth/loaders-tokens";
import { revokeToken } from "@/lib/auth/revoke-token";
import { pageQuery } from "@/lib/catalog/input";
import { route } from "@/lib/transport/http";
import { instant, pageOf } from "./schemas";

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    hint: z.string().meta({ description: "Its first characters" }),
    member: z.object({ id: z.string(), name: z.string(), kind: z.enum(["person", "service"]) }),
    scopes: z
      .array(z.string())
      .meta({ description: "Empty: all that its member may, except deciding and reporting on deployments" }),
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: "Token" });

const newToken = token
  .extend({ token: z.string().meta({ description: "The secret: shown here and never again" }) })
  .meta({ id: "NewToken" });

const tag = "Tokens";

export const tokenRoutes = [
  route({
    method: "get",
    path: "/tokens",
    id: "listTokens",
    summary: "Your tokens, newest first; for who manages tokens also service accounts'",
    tag,
    query: pageQuery,
    reply: pageOf(token),
    run: (_db, caller, input) => loadTokens(caller, input),
  }),
  route({
    method: "post",
    path: "/tokens",
    id: "createToken",
    summary: "Make a token of your own, or with token.manage a service account's",
    tag,
    body: tokenInput,
    reply: newToken,
    status: 201,
    run: createToken,
  }),
  route({
    method: "delete",
    path: "/tokens/{id}",
    id: "revokeToken",
    summary: "End a token at once",
    tag,
    reply: token,
    run: revokeToken,
  }),
];
