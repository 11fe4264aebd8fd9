import { foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { TokenId } from "../../lib/kernel/ids";
import { createdAt, id, organizationId } from "./columns";
import { apiToken } from "./identity";

/**
 * What a POST with an Idempotency-Key was answered, for a day: inserted by the transaction of its change, so there is a
 * row if and only if there is the change. A call that still runs holds an advisory lock instead of a row.
 */
export const keptAnswer = pgTable(
  "kept_answer",
  {
    organizationId: organizationId(),
    tokenId: id<TokenId>("token_id").notNull(),
    path: text("path").notNull(),
    key: text("key").notNull(),
    /** Of the body, under a key made of the token itself, which the database does not have. */
    bodyHash: text("body_hash").notNull(),
    status: integer("status").notNull(),
    /** Encrypted under a key made of the token itself: an answer may hold a secret that is shown once. */
    sealed: text("sealed").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tokenId, t.path, t.key] }),
    index("kept_answer_old").on(t.createdAt),
    foreignKey({
      name: "kept_answer_token",
      columns: [t.organizationId, t.tokenId],
      foreignColumns: [apiToken.organizationId, apiToken.id],
    }),
  ],
);
