import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Queryable } from "@/db/client";
import { build, buildCommit, member } from "@/db/schema";
import type { BuildId, ComponentId, MemberId, OrganizationId } from "@/lib/kernel/ids";

export interface CommitView {
  sha: string;
  message: string;
  author: { name: string; email: string };
  at: Date;
}

/** A build as a list shows it. `head` is what the pipeline said of the commit it built, or null when it said nothing. */
export interface BuildItemView {
  id: BuildId;
  number: number;
  version: string | null;
  image: string;
  digest: string;
  commit: string;
  head: CommitView | null;
  branch: string | null;
  sourceUrl: string | null;
  builtAt: Date;
  reportedAt: Date;
  reportedBy: { id: MemberId; name: string };
}

export interface BuildView extends BuildItemView {
  /** Since the previous build, newest first. */
  commits: CommitView[];
}

const commitColumns = {
  sha: buildCommit.sha,
  message: buildCommit.message,
  authorName: buildCommit.authorName,
  authorEmail: buildCommit.authorEmail,
  at: buildCommit.committedAt,
};

type CommitRow = { sha: string; message: string; authorName: string; authorEmail: string; at: Date };

function commitView({ sha, message, authorName, authorEmail, at }: CommitRow): CommitView {
  return { sha, message, author: { name: authorName, email: authorEmail }, at };
}

function itemView<Row extends { head: CommitRow | null }>({ head, ...rest }: Row) {
  return { ...rest, head: head && commitView(head) };
}

/** Who reported a build, and the commit it was made of: each as the condition of a join. */
export const ofBuild = {
  reporter: and(eq(member.organizationId, build.organizationId), eq(member.id, build.reportedBy)),
  head: and(
    eq(buildCommit.organizationId, build.organizationId),
    eq(buildCommit.buildId, build.id),
    eq(buildCommit.sha, build.commitSha),
  ),
};

function itemsOf(db: Queryable) {
  return db
    .select({
      id: build.id,
      number: build.number,
      version: build.version,
      image: build.image,
      digest: build.digest,
      commit: build.commitSha,
      head: commitColumns,
      branch: build.branch,
      sourceUrl: build.sourceUrl,
      builtAt: build.builtAt,
      reportedAt: build.createdAt,
      reportedBy: { id: member.id, name: member.name },
    })
    .from(build)
    .innerJoin(member, ofBuild.reporter)
    .leftJoin(buildCommit, ofBuild.head)
    .$dynamic();
}

/** The component's builds, highest number first, below `before` when that is given. */
export async function buildsOf(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  { before, take }: { before: number | null; take: number },
): Promise<BuildItemView[]> {
  const rows = await itemsOf(db)
    .where(
      and(
        eq(build.organizationId, organizationId),
        eq(build.componentId, componentId),
        before === null ? undefined : lt(build.number, before),
      ),
    )
    .orderBy(desc(build.number))
    .limit(take);
  return rows.map(itemView);
}

export async function buildView(
  db: Queryable,
  organizationId: OrganizationId,
  componentId: ComponentId,
  number: number,
): Promise<BuildView | undefined> {
  const [item] = await itemsOf(db)
    .where(
      and(
        eq(build.organizationId, organizationId),
        eq(build.componentId, componentId),
        eq(build.number, number),
      ),
    )
    .limit(1);
  if (!item) return undefined;
  const commits = await db
    .select(commitColumns)
    .from(buildCommit)
    .where(and(eq(buildCommit.organizationId, organizationId), eq(buildCommit.buildId, item.id)))
    .orderBy(asc(buildCommit.position));
  return { ...itemView(item), commits: commits.map(commitView) };
}
