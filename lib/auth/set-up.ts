import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Database } from "@/db/client";
import { createOrganization } from "@/lib/directory/create-organization";
import type { UserId } from "@/lib/kernel/ids";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { setUpCodeHash } from "./set-up-code";
import { hasOrganization, holdLock, lockInstallation, markSetUp } from "./store-set-up";

export const setUpInput = z.strictObject({
  code: z.string().trim().min(1, "Type the code that the server printed.").max(100),
  name: z.string().trim().min(1, "Give it a name.").max(100, "Use at most 100 characters."),
  slug: z.string().trim().min(1, "Give it an address.").max(63, "Use at most 63 characters."),
});
export type SetUpInput = z.output<typeof setUpInput>;

const secondsForWrongCode = 1;
const done = refusal("not_permitted", {
  detail:
    "Countersign is set up already. Ask an administrator of your organization to invite you, or whoever runs the server for another organization.",
});
const noAddress = refusal("not_permitted", {
  detail:
    "Your sign-in service told no e-mail address, and mails to the administrator need one. Sign in with an account that has one.",
});
const wrongCode = invalidField(
  "code",
  "This is not the code. Take the one that the server printed when it started last.",
);
const busy = invalidField("code", "Another code is being tried. Wait a second, then send it again.");

/**
 * Makes the first organization, with whoever has the code as its administrator, and uses the code up: all or nothing.
 * Codes are tried one at a time, over all processes, and a wrong one costs a second.
 */
export async function setUp(
  db: Database,
  user: { id: UserId; name: string; email: string },
  input: SetUpInput,
): Promise<Result<{ slug: string }>> {
  return db.transaction(async (tx) => {
    const installation = await lockInstallation(tx);
    if (!installation) return refused(busy);
    if (installation.setUpAt || (await hasOrganization(tx))) return refused(done);
    if (!user.email.includes("@")) return refused(noAddress);
    if (!isCode(input.code, installation.setUpCodeHash)) {
      await holdLock(tx, secondsForWrongCode);
      return refused(wrongCode);
    }
    const { slug, name } = input;
    const administrator = { email: user.email, name: user.name, userId: user.id };
    const made = await createOrganization(tx, { slug, name, administrator });
    if (!made.ok) return made;
    await markSetUp(tx);
    return ok({ slug });
  });
}

function isCode(typed: string, hash: string | null): boolean {
  return hash !== null && timingSafeEqual(Buffer.from(setUpCodeHash(typed)), Buffer.from(hash));
}
