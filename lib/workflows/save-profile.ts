import type { Transaction } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { problemsOf } from "@/lib/approvals/core/satisfiability";
import { readRoster } from "@/lib/approvals/store-roster";
import { recordAudit } from "@/lib/audit/record";
import { actorOf, type Caller } from "@/lib/directory/caller";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { ProfileId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { findProfile, insertProfile, insertVersion, latestVersion, replaceRules } from "./store";

export interface SavedProfile {
  profileId: ProfileId;
  version: number;
  rulesHash: string;
}

export interface ProfileToSave {
  name: string;
  rules: ApprovalRules;
  /** Hash of the content that was edited; another content meanwhile is `profile_changed`. Null for a new profile. */
  basedOn: string | null;
}

/**
 * Makes a profile (version 1) or edits it: in place while no request has pinned the newest version, as the next version
 * after, and not at all when the rules are identical. Refuses rules that can never pass, saying why (engine.md, Rules).
 */
export async function saveProfile(
  tx: Transaction,
  caller: Caller,
  { name, rules, basedOn }: ProfileToSave,
  now: Date,
): Promise<Result<SavedProfile>> {
  const { organizationId } = caller;
  const problems = problemsOf(rules, await readRoster(tx, organizationId, [rules]), null);
  if (problems.length > 0) return refused(refusal("rules_unsatisfiable", { errors: problems }));
  const rulesHash = contentHash(rules);
  const profile = await findProfile(tx, organizationId, { name });
  const record = (type: string, data: Record<string, unknown>) =>
    recordAudit(tx, {
      organizationId,
      type,
      actor: actorOf(caller),
      at: now,
      data: { profile: name, ...data },
    });
  if (!profile) {
    const created = { id: newId("prf"), organizationId, name };
    await insertProfile(tx, created);
    await insertVersion(tx, {
      organizationId,
      profileId: created.id,
      version: 1,
      rules,
      rulesHash,
      createdBy: caller.member.id,
    });
    await record("profile.created", { version: 1, rules });
    return ok({ profileId: created.id, version: 1, rulesHash });
  }
  const latest = await latestVersion(tx, organizationId, profile.id, "update");
  if (!latest) throw new Error("invariant: a profile has a version");
  if (basedOn !== null && basedOn !== latest.rulesHash)
    return refused(
      refusal("profile_changed", {
        facts: { version: latest.version, rules: latest.rules, rulesHash: latest.rulesHash },
      }),
    );
  const saved = { profileId: profile.id, version: latest.version, rulesHash };
  if (latest.rulesHash === rulesHash) return ok(saved);
  if (latest.pinnedAt === null) {
    await replaceRules(tx, latest, { rules, rulesHash });
    await record("profile.edited", { version: latest.version, before: latest.rules, after: rules });
    return ok(saved);
  }
  const version = latest.version + 1;
  await insertVersion(tx, {
    organizationId,
    profileId: profile.id,
    version,
    rules,
    rulesHash,
    createdBy: caller.member.id,
  });
  await record("profile.version-added", { version, before: latest.rules, after: rules });
  return ok({ ...saved, version });
}
