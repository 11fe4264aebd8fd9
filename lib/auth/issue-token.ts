import { z } from "zod";
import type { Database } from "@/db/client";
import { recordAudit } from "@/lib/audit/record";
import { readClock } from "@/lib/directory/store";
import { systemActor } from "@/lib/kernel/actor";
import { invalidField } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type NewTokenView, storeToken } from "./create-token";
import { tokenInput } from "./input-tokens";
import { findOwner } from "./store-tokens";

export const issueTokenInput = tokenInput
  .pick({ scopes: true, expiresInDays: true })
  .extend({ organization: z.string().min(1), email: z.string().min(1) });

/**
 * A token for any member, for operators who have the database at hand (`npm run token`): the way to the first one. On
 * the record as the product's own act.
 */
export async function issueToken(
  db: Database,
  { organization, email, scopes, expiresInDays }: z.output<typeof issueTokenInput>,
): Promise<Result<NewTokenView>> {
  const owner = await findOwner(db, organization, email);
  if (!owner) {
    return refused(
      invalidField("email", `There is no enabled member ${email} in the organization ${organization}.`),
    );
  }
  if (owner.kind === "service" && scopes.includes("decide")) {
    return refused(invalidField("scopes", "Leave decide out: service accounts cannot decide."));
  }
  const { organizationId, memberId } = owner;
  return db.transaction(async (tx) => {
    const name = "Made by the operator";
    const made = await storeToken(tx, { organizationId, owner: memberId, name, scopes, expiresInDays });
    const data = { id: made.id, name, member: owner.name, scopes, expiresAt: made.expiresAt.toISOString() };
    const at = await readClock(tx);
    await recordAudit(tx, { organizationId, type: "token.created", actor: systemActor, at, data });
    return ok(made);
  });
}
