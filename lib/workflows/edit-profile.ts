import type { Database } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { readRoster } from "@/lib/approvals/store-roster";
import { recordAudit } from "@/lib/audit/record";
import { actorOf, type Caller, callerMay } from "@/lib/directory/caller";
import { lockOrganization, readClock } from "@/lib/directory/store";
import { invariant } from "@/lib/kernel/invariant";
import { type Refusal, refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { whoCouldApprove } from "./core/who-could-approve";
import { resolveRules } from "./resolve-rules";
import { saveProfile } from "./save-profile";
import { findProfile } from "./store";
import { type ProfileView, profileView } from "./views";

/** A profile as it was saved, and what of its rules should be known: they hang on one person, say. */
interface SavedProfileView extends ProfileView {
  warnings: string[];
}

/** Makes a profile of a name that is not taken. Needs `workflow.manage`. */
export async function createProfile(
  db: Database,
  caller: Caller,
  input: { name: string; rules: ApprovalRules },
): Promise<Result<SavedProfileView>> {
  return save(db, caller, { ...input, basedOn: null });
}

/** Edits a profile's rules. `basedOn` is the hash of those that were edited; others meanwhile are `profile_changed`. Needs `workflow.manage`. */
export async function updateProfile(
  db: Database,
  caller: Caller,
  input: { name: string; rules: ApprovalRules; basedOn: string },
): Promise<Result<SavedProfileView>> {
  return save(db, caller, input);
}

async function save(
  db: Database,
  caller: Caller,
  { name, rules, basedOn }: { name: string; rules: ApprovalRules; basedOn: string | null },
): Promise<Result<SavedProfileView>> {
  if (!callerMay(caller, "workflow.manage", "organization")) return refused(refusal("not_permitted"));
  const { organizationId } = caller;
  return db.transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    const held = await findProfile(tx, organizationId, { name });
    if (held && basedOn === null) return refused(refusal("name_taken"));
    if (!held && basedOn !== null) return refused(refusal("not_found"));
    const resolved = await resolveRules(tx, organizationId, rules);
    if (!resolved.ok) return resolved;
    const saved = await saveProfile(tx, caller, {
      name: held?.name ?? name,
      rules: resolved.value,
      basedOn,
    });
    if (!saved.ok) return refused(underRules(saved.refusal));
    const at = await readClock(tx);
    for (const recorded of saved.value.recorded)
      await recordAudit(tx, { organizationId, actor: actorOf(caller), at, ...recorded });
    const view = await profileView(tx, organizationId, name);
    invariant(view, "a profile that was saved can be read");
    const roster = await readRoster(tx, organizationId, [view.rules]);
    return ok({ ...view, warnings: whoCouldApprove(view.rules, roster, at).warnings });
  });
}

/** The rules stand below `rules` in what was sent. */
function underRules(why: Refusal): Refusal {
  if (!why.errors) return why;
  return { ...why, errors: why.errors.map(({ path, message }) => ({ path: `rules.${path}`, message })) };
}
