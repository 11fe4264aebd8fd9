import type { ApprovalRules } from "../../lib/approvals/core/rules";
import type { DeploymentKind, Workflow } from "../../lib/approvals/core/vocabulary";
import { contentHash } from "../../lib/kernel/canonical-json";
import type { GroupId, MemberId, ProfileId, ProjectId } from "../../lib/kernel/ids";
import { newId } from "../../lib/kernel/new-id";
import * as schema from "../schema";
import type { World } from "./world";

type Base = Pick<World, "db" | "organizationId">;

/** Puts a workflow (environment promotion) under approval by these rules, for the whole organization. Answers the profile. */
export async function makeGate(
  { db, organizationId }: Base,
  rules: ApprovalRules,
  changedBy: MemberId,
  {
    targets = "critical",
    kinds = ["promote", "configure", "deploy"],
    workflow = "environment-promotion",
  }: { targets?: "critical" | "every"; kinds?: DeploymentKind[]; workflow?: Workflow } = {},
): Promise<ProfileId> {
  const profileId = newId("prf");
  await db.insert(schema.approvalProfile).values({ id: profileId, organizationId, name: "Production" });
  await db.insert(schema.approvalProfileVersion).values({
    organizationId,
    profileId,
    version: 1,
    rules,
    rulesHash: contentHash(rules),
    createdBy: changedBy,
  });
  await db
    .insert(schema.binding)
    .values({ id: newId("bnd"), organizationId, workflow, profileId, targets, kinds });
  await db
    .insert(schema.workflowSwitch)
    .values({ organizationId, workflow, enabled: true, changedBy, changedAt: new Date() });
  return profileId;
}

export async function makeGroup(
  { db, organizationId }: Base,
  name: string,
  members: MemberId[],
): Promise<GroupId> {
  const id = newId("grp");
  await db.insert(schema.memberGroup).values({ id, organizationId, name });
  for (const memberId of members)
    await db.insert(schema.groupMembership).values({ organizationId, groupId: id, memberId });
  return id;
}

/** "She decides for me": valid since always, unless `more` says otherwise. */
export async function makeDelegation(
  { db, organizationId }: Base,
  fromMemberId: MemberId,
  toMemberId: MemberId,
  more: { projectId?: ProjectId; startsAt?: Date; endsAt?: Date; cancelledAt?: Date } = {},
): Promise<void> {
  await db.insert(schema.delegation).values({
    id: newId("dlg"),
    organizationId,
    fromMemberId,
    toMemberId,
    startsAt: new Date(0),
    ...more,
  });
}
