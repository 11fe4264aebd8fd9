import { randomInt } from "node:crypto";
import { database } from "@/db/client";
import { env } from "@/lib/env";
import { tokenHash } from "./one-time-token";
import { becomeKeeper, ensureInstallation, hasOrganization, storeSetUpCode } from "./store-set-up";

/** No letter or digit that could be taken for another. 16 of them: 78 random bits. */
const alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

function newCode(): string {
  const letters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]);
  return letters.join("").replaceAll(/.{4}(?!$)/gu, "$&-");
}

/** People copy it with spaces, without hyphens, in small letters. */
export function setUpCodeHash(typed: string): string {
  return tokenHash(typed.toUpperCase().replaceAll(/[^A-Z0-9]/gu, ""));
}

/**
 * Called at every start of a server. On an installation without an organization it prints a code, in place of the one
 * before, and keeps its hash where every process finds it. Of servers that start together only one makes and prints it.
 * Resolves to a function that lets another process do so, or null when nothing was printed.
 */
export async function ensureSetUpCode(
  print: (text: string) => void = (text) => process.stdout.write(text),
): Promise<(() => Promise<void>) | null> {
  const db = database();
  await ensureInstallation(db);
  if (await hasOrganization(db)) return null;
  const keeper = await becomeKeeper(env().DATABASE_URL);
  if (!keeper) return null;
  const code = newCode();
  await storeSetUpCode(db, setUpCodeHash(code));
  const address = new URL("/set-up", env().NEXTAUTH_URL);
  print(`\nCountersign is not set up yet. Open ${address} and sign in. Set-up code: ${code}\n\n`);
  return () => keeper.end();
}
