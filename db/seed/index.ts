import { sql } from "drizzle-orm";
import { createToken } from "../../lib/auth/create-token";
import { database } from "../client";
import { installation, organization } from "../schema";
import type { Tenant } from "./cast";
import { makeGitopsRepository } from "./gitops-repository";
import { granted } from "./granted";
import { makeHalden } from "./halden";
import { makeMeridian } from "./meridian";

const signInAs = [
  "Sign in with one click, as",
  "  Vera Lind       administrator: decides who has to agree to what",
  "  Ines Duarte     developer: asks for promotions and promotes",
  "  Rune Kvist      release manager: approves or rejects",
  "  Nadia Brandt    auditor: sees everything, changes nothing",
  "or as anybody else whom the sign-in page lists.",
  "",
  "Mails are shown at /demo/inbox.",
];

/**
 * Fills an empty database with the demo, and marks it as one for ever. A database that holds an organization is left as
 * it is. Answers what to tell whoever starts it; the pipeline's token is told this once and never again.
 */
export async function seedDemo(): Promise<{ lines: string[] }> {
  const db = database();
  const [held] = await db.select({ id: organization.id }).from(organization).limit(1);
  if (held) return { lines: signInAs };
  await db.insert(installation).values({ demo: true, setUpAt: sql`now()` });
  const repository = makeGitopsRepository();
  const meridian = await makeMeridian(db, repository, new Date());
  await makeHalden(db, repository);
  const token = await pipelineToken(meridian);
  return {
    lines: [
      ...signInAs,
      `Promotions become commits in ${repository}`,
      "The token of Meridian's pipeline (CI), for the REST API under /api/v1:",
      `  ${token}`,
    ],
  };
}

async function pipelineToken(tenant: Tenant): Promise<string> {
  const made = await createToken(database(), await tenant.as("Vera Lind"), {
    name: "Pipeline",
    member: "ci@meridian.example",
    scopes: [
      "catalog.read",
      "build.report",
      "promotion.execute",
      "request.read",
      "request.create",
      "deployment.report",
    ],
    expiresInDays: 365,
  });
  return granted(made).token;
}
