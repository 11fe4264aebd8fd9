import type { Database } from "@/db/client";
import { tellDeserted, watchRequests } from "@/lib/approvals/tell-deserted";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import type { GroupMembersInput } from "./input";
import { recordChange } from "./record-change";
import { resolveMembers } from "./resolve-names";
import { lockOrganization } from "./store";
import { findGroup, replaceGroupMembers } from "./store-members";
import { type GroupView, groupsOf } from "./views";

/** Makes these all the members of a group, named by its name or id. Needs `member.manage`. */
export async function setGroupMembers(
  db: Database,
  caller: Caller,
  { name, members }: GroupMembersInput & { name: string },
): Promise<Result<GroupView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const group = await findGroup(tx, organizationId, name);
    if (!group) return refused(refusal("not_found"));
    const ids = await resolveMembers(tx, organizationId, members, "members");
    if (!ids.ok) return ids;
    const [before] = await groupsOf(tx, organizationId, { take: 1, id: group.id });
    const watched = await watchRequests(tx, organizationId, [`group:${group.id}`]);
    await replaceGroupMembers(tx, organizationId, group.id, ids.value);
    const [after] = await groupsOf(tx, organizationId, { take: 1, id: group.id });
    if (!before || !after) throw new Error("invariant: a group is never removed");
    const told = ({ members: held }: GroupView) => held.map(({ id }) => id);
    const eventId = await recordChange(tx, caller, "group.changed", {
      group: group.id,
      before: told(before),
      after: told(after),
    });
    await tellDeserted(tx, watched, eventId);
    return ok(after);
  });
}
