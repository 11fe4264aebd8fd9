import { z } from "zod";
import type { Database } from "@/db/client";
import { ok, type Result } from "@/lib/kernel/result";
import { createInvitation } from "./create-invitation";
import { createOrganization } from "./create-organization";

export const foundOrganizationInput = z.object({
  slug: z.string(),
  name: z.string().trim().min(1).max(100),
  email: z.email().max(320),
  administratorName: z.string().trim().min(1).max(100),
});

/** An organization made by an operator: its administrator is invited. Answers the path of the invitation, shown once. */
export async function foundOrganization(
  db: Database,
  input: z.output<typeof foundOrganizationInput>,
): Promise<Result<{ invitationPath: string; expiresAt: Date }>> {
  const { slug, name, email, administratorName } = input;
  return db.transaction(async (tx) => {
    const made = await createOrganization(tx, {
      slug,
      name,
      administrator: { email, name: administratorName },
    });
    if (!made.ok) return made;
    const { organizationId, administratorId: memberId } = made.value;
    const { path: invitationPath, expiresAt } = await createInvitation(tx, { organizationId, memberId });
    return ok({ invitationPath, expiresAt });
  });
}
