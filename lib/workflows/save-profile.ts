import type { Transaction } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { readRoster } from "@/lib/approvals/store-roster";
import type { Caller } from "@/lib/directory/caller";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { ProfileId } from "@/lib/kernel/ids";
import { newId } from "@/lib/kernel/new-id";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { problemsAnywhere } from "./core/who-could-approve";
import type { Recorded } from "./end-gates";
import { findProfile, insertProfile, insertVersion, latestVersion, replaceRules } from "./store";

interface SavedProfile {
  profileId: ProfileId;
  version: number;
  rulesHash: string;
  /** For the caller to put on the record at the end of the transaction; none when nothing changed. */
  recorded: Recorded[];
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
): Promise<Result<SavedProfile>> {
  const { organizationId } = caller;
  const problems = problemsAnywhere(rules, await readRoster(tx, organizationId, [rules]));
  if (problems.length > 0) return refused(refusal("rules_unsatisfiable", { errors: problems }));
  const rulesHash = contentHash(rules);
  const createdBy = caller.member.id;
  const profile = await findProfile(tx, organizationId, { name });
  const saved = (profileId: ProfileId, version: number, type?: string, data?: Record<string, unknown>) =>
    ok({
      profileId,
      version,
      rulesHash,
      recorded: type ? [{ type, data: { profile: name, version, ...data } }] : [],
    });
  if (!profile) {
    const profileId = newId("prf");
    await insertProfile(tx, { id: profileId, organizationId, name });
    await insertVersion(tx, { organizationId, profileId, version: 1, rules, rulesHash, createdBy });
    return saved(profileId, 1, "profile.created", { rules });
  }
  const profileId = profile.id;
  const latest = await latestVersion(tx, organizationId, profileId, "update");
  if (!latest) throw new Error("invariant: a profile has a version");
  if (basedOn !== null && basedOn !== latest.rulesHash)
    return refused(
      refusal("profile_changed", {
        facts: { version: latest.version, rules: latest.rules, rulesHash: latest.rulesHash },
      }),
    );
  if (latest.rulesHash === rulesHash) return saved(profileId, latest.version);
  const change = { before: latest.rules, after: rules };
  if (latest.pinnedAt === null) {
    await replaceRules(tx, latest, { rules, rulesHash, editedBy: createdBy });
    return saved(profileId, latest.version, "profile.edited", change);
  }
  const version = latest.version + 1;
  await insertVersion(tx, { organizationId, profileId, version, rules, rulesHash, createdBy });
  return saved(profileId, version, "profile.version-added", change);
}
