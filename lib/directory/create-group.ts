import type { Database } from "@/db/client";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { type Caller, callerMay } from "./caller";
import { nameTaken } from "./create-role";
import type { GroupInput } from "./input";
import { recordChange } from "./record-change";
import { resolveMembers } from "./resolve-names";
import { insertGroup, replaceGroupMembers } from "./store-members";
import { type GroupView, groupsOf } from "./views";

/** A group of members, for approval rules to name. Needs `member.manage`. */
export async function createGroup(
  db: Database,
  caller: Caller,
  { name, members }: GroupInput,
): Promise<Result<GroupView>> {
  if (!callerMay(caller, "member.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    const ids = await resolveMembers(tx, organizationId, members, "members");
    if (!ids.ok) return ids;
    const id = newId("grp");
    if (!(await insertGroup(tx, { id, organizationId, name }))) return refused(nameTaken);
    await replaceGroupMembers(tx, organizationId, id, ids.value);
    await recordChange(tx, caller, "group.created", { group: id, name, members: ids.value });
    const [view] = await groupsOf(tx, organizationId, { take: 1, id });
    if (!view) throw new Error("invariant: a group that was stored can be read");
    return ok(view);
  });
}
