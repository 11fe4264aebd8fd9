import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { MemberId, SessionId, TokenId, UserId } from "../../lib/kernel/ids";
import { createdAt, id, instant, organizationId } from "./columns";
import { member, userAccount } from "./tenant";

/** One row for ever: what this database is. Whether it is a demo is decided when it is made and never after. */
export const installation = pgTable(
  "installation",
  {
    id: integer("id").primaryKey().default(1),
    demo: boolean("demo").notNull(),
    setUpCodeHash: text("set_up_code_hash"),
    setUpAt: instant("set_up_at"),
    createdAt: createdAt(),
  },
  (t) => [check("installation_single", sql`${t.id} = 1`)],
);

/** Who somebody is, says their issuer: issuer and subject together. The address is only what it was last time. */
export const identity = pgTable(
  "identity",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: id<UserId>("user_id")
      .notNull()
      .references(() => userAccount.id),
    email: text("email"),
    emailVerified: boolean("email_verified").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index("identity_user").on(t.userId)],
);

/** A signed-in browser. Read on every request, so that revoking takes effect at once. */
export const session = pgTable(
  "session",
  {
    id: id<SessionId>("id").primaryKey(),
    userId: id<UserId>("user_id")
      .notNull()
      .references(() => userAccount.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("session_user").on(t.userId)],
);

/** A mailed sign-in link. Only the hash is kept; `usedAt` is set by the POST that signs in, never by opening the link. */
export const signInLink = pgTable("sign_in_link", {
  tokenHash: text("token_hash").primaryKey(),
  email: text("email").notNull(),
  createdAt: createdAt(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** A mailed invitation: who opens it signed in becomes that member, whatever address their issuer knows. */
export const invitation = pgTable(
  "invitation",
  {
    tokenHash: text("token_hash").primaryKey(),
    organizationId: organizationId(),
    memberId: id<MemberId>("member_id").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
  },
  (t) => [
    foreignKey({
      name: "invitation_member",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);

/** A bearer token of the API: hashed, shown once. It acts as its member, with at most that member's permissions. */
export const apiToken = pgTable(
  "api_token",
  {
    id: id<TokenId>("id").primaryKey(),
    organizationId: organizationId(),
    memberId: id<MemberId>("member_id").notNull(),
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** The first characters, so that a person can tell their tokens apart. */
    hint: text("hint").notNull(),
    /** Empty: everything the member may do except deciding. */
    scopes: text("scopes").array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    unique("api_token_in_organization").on(t.organizationId, t.id),
    index("api_token_member").on(t.organizationId, t.memberId),
    foreignKey({
      name: "api_token_member_fk",
      columns: [t.organizationId, t.memberId],
      foreignColumns: [member.organizationId, member.id],
    }),
  ],
);
