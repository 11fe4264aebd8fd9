import type { Database, Transaction } from "@/db/client";
import type { Caller } from "@/lib/directory/caller";
import { readClock } from "@/lib/directory/store";
import type { ComponentId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { invalidField, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { builderEmails } from "./builders";
import type { BuildInput } from "./input";
import { reachComponent } from "./reach";
import { lockComponent } from "./store";
import { findBuild, insertBuild, lastBuildNumber } from "./store-builds";
import { type BuildView, buildView } from "./views-builds";

type ReportInput = BuildInput & { project: string; component: string };

const numberTaken = refusal("name_taken", {
  detail: "Another build of this component has this number. Leave the number out, or give another.",
  errors: [{ path: "number", message: "Another build has this number" }],
});

/**
 * A pipeline reports what it built. The same digest again answers with the first build (`created: false`), whatever else
 * was said about it. Without a number it gets the next one. Needs `build.report` in the project.
 */
export async function reportBuild(
  db: Database,
  caller: Caller,
  input: ReportInput,
): Promise<Result<{ build: BuildView; created: boolean }>> {
  const reached = await reachComponent(db, caller, input, "build.report");
  if (!reached.ok) return reached;
  const componentId = reached.value.component.id;
  return db.transaction(async (tx) => {
    const { organizationId } = caller;
    await lockComponent(tx, organizationId, componentId);
    const same = await findBuild(tx, organizationId, componentId, { digest: input.digest });
    const number = same?.number ?? (await freeNumber(tx, caller, componentId, input.number));
    if (number === null) return refused(numberTaken);
    if (number > 2_147_483_647)
      return refused(invalidField("number", "Give one: the last possible number is used"));
    if (!same) await insertReported(tx, caller, componentId, { ...input, number });
    const view = await buildView(tx, organizationId, componentId, number);
    if (!view) throw new Error("invariant: a build that was reported can be read");
    return ok({ build: view, created: !same });
  });
}

/** Null: another build has it. */
async function freeNumber(
  tx: Transaction,
  { organizationId }: Caller,
  componentId: ComponentId,
  wanted: number | undefined,
): Promise<number | null> {
  if (wanted === undefined) return (await lastBuildNumber(tx, organizationId, componentId)) + 1;
  return (await findBuild(tx, organizationId, componentId, { number: wanted })) ? null : wanted;
}

async function insertReported(
  tx: Transaction,
  caller: Caller,
  componentId: ComponentId,
  input: ReportInput & { number: number },
): Promise<void> {
  const { number, version, image, digest, commit, branch, sourceUrl, commits } = input;
  const row = {
    id: newId("bld"),
    organizationId: caller.organizationId,
    componentId,
    number,
    version: version ?? null,
    image,
    digest,
    commitSha: commit,
    branch: branch ?? null,
    sourceUrl: sourceUrl ?? null,
    builtAt: input.builtAt ? new Date(input.builtAt) : await readClock(tx),
    reportedBy: caller.member.id,
  };
  const reported = commits.map((one) => ({
    sha: one.sha,
    message: one.message,
    authorName: one.author.name,
    authorEmail: one.author.email,
    builderEmails: builderEmails(one),
    committedAt: new Date(one.at),
  }));
  await insertBuild(tx, row, reported);
}
