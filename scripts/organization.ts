import { existsSync } from "node:fs";
import { database, databasePool } from "@/db/client";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { foundOrganization, foundOrganizationInput } from "@/lib/directory/found-organization";
import { env } from "@/lib/env";
import { main, Stop } from "./lib/stages";

const usage = 'npm run organization -- <slug> "<name>" <administrator\'s e-mail> ["<administrator\'s name>"]';

/** For operators who have the database at hand: a further organization, and the link that makes its administrator. */
await main(async () => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const [slug, name, email, administratorName = email?.split("@")[0]] = process.argv.slice(2);
  const input = foundOrganizationInput.safeParse({ slug, name, email, administratorName });
  if (!input.success) throw new Stop(`Usage: ${usage}`);
  const made = await foundOrganization(database(), input.data);
  await databasePool().end();
  if (!made.ok) {
    const [first] = made.refusal.errors ?? [];
    throw new Stop(`Nothing was made. ${first?.message ?? refusalSentence(made.refusal)}`);
  }
  const { invitationPath, expiresAt } = made.value;
  const link = new URL(invitationPath, env().NEXTAUTH_URL);
  process.stdout.write(
    `Made ${name} at ${new URL(`/${slug}`, env().NEXTAUTH_URL)}\n` +
      `Who opens this link signed in becomes its administrator (once, until ${expiresAt.toISOString()}):\n${link}\n`,
  );
});
