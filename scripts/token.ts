import { existsSync } from "node:fs";
import { database, databasePool } from "@/db/client";
import { refusalSentence } from "@/lib/approvals/refusal-copy";
import { issueToken, issueTokenInput } from "@/lib/auth/issue-token";
import { tokenScopes } from "@/lib/auth/token-scopes";
import { main, Stop } from "./lib/stages";

const usage = `npm run token -- <organization> <member's e-mail> [scopes, with commas between them]
Without scopes it may all that its member may, but neither decide nor report on deployments.
Scopes: ${tokenScopes.join(", ")}`;

/** For operators who have the database at hand: prints a new API token, which is shown nowhere again. */
await main(async () => {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const [organization, email, ...rest] = process.argv.slice(2);
  const scopes = rest.flatMap((text) => text.split(",")).filter((scope) => scope !== "");
  const input = issueTokenInput.safeParse({ organization, email, scopes });
  if (!input.success) throw new Stop(`Usage: ${usage}`);
  const made = await issueToken(database(), input.data);
  await databasePool().end();
  if (!made.ok) {
    const [first] = made.refusal.errors ?? [];
    throw new Stop(`Nothing was made. ${first?.message ?? refusalSentence(made.refusal)}`);
  }
  process.stdout.write(`${made.value.token}\n`);
  process.stderr.write(
    `A token of ${made.value.member.name} in ${organization}, until ${made.value.expiresAt.toISOString()}. It is shown here and never again.\n`,
  );
});
