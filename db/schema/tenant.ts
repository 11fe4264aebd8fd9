import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { MemberId, OrganizationId, UserId } from "../../lib/kernel/ids";
import { createdAt, id, instant, organizationId } from "./columns";

/** A person who can sign in, whatever the organizations. */
export const userAccount = pgTable("user_account", {
  id: id<UserId>("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  createdAt: createdAt(),
});

/** A tenant. Its counters live here: numbering an organization's requests takes this row's lock for a moment. */
export const organization = pgTable(
  "organization",
  {
    id: id<OrganizationId>("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    lastRequestNumber: integer("last_request_number").notNull().default(0),
    auditSequence: bigint("audit_sequence", { mode: "number" }).notNull().default(0),
    auditHash: text("audit_hash").notNull().default("0".repeat(64)),
    rootSequence: bigint("root_sequence", { mode: "number" }).notNull().default(0),
    rootHash: text("root_hash").notNull().default("0".repeat(64)),
    createdAt: createdAt(),
  },
  (t) => [check("organization_slug", sql`${t.slug} ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$'`)],
);

/** Slugs an organization had before. They redirect for ever and nobody else may take them. */
export const formerSlug = pgTable("former_slug", {
  slug: text("slug").primaryKey(),
  organizationId: organizationId().references(() => organization.id),
  createdAt: createdAt(),
});

/** Somebody in an organization: a person, perhaps only invited so far, or a service account. */
export const member = pgTable(
  "member",
  {
    id: id<MemberId>("id").primaryKey(),
    organizationId: organizationId().references(() => organization.id),
    kind: text("kind").$type<"person" | "service">().notNull().default("person"),
    userId: id<UserId>("user_id").references(() => userAccount.id),
    name: text("name").notNull(),
    email: text("email").notNull(),
    disabledAt: instant("disabled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("member_in_organization").on(t.organizationId, t.id),
    uniqueIndex("member_email").on(t.organizationId, sql`lower(${t.email})`),
    uniqueIndex("member_user").on(t.organizationId, t.userId),
    index("member_of_user").on(t.userId),
    check("member_kind", sql`${t.kind} in ('person', 'service')`),
    check("member_service_signs_in_never", sql`${t.kind} = 'person' or ${t.userId} is null`),
  ],
);
