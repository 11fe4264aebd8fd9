import type { Queryable } from "@/db/client";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { RuleProblem } from "@/lib/approvals/core/satisfiability";
import { readClock } from "@/lib/approvals/store";
import { readRoster } from "@/lib/approvals/store-roster";
import type { MemberId, OrganizationId } from "@/lib/kernel/ids";
import { whoCouldApprove } from "./core/who-could-approve";

interface Named {
  id: MemberId;
  name: string;
}

export interface RulesCheck {
  /** "7 people could approve right now, 6 when one of them asks." */
  sentence: string;
  /** Why they can never pass; none when they can. */
  problems: RuleProblem[];
  warnings: string[];
  couldApprove: Named[];
  hangsOn: Named[];
  ownRequestsCannotPass: Named[];
}

/** Can these rules pass with the people of now, and what should be known of them? */
export async function checkRules(
  db: Queryable,
  organizationId: OrganizationId,
  rules: ApprovalRules,
): Promise<RulesCheck> {
  const roster = await readRoster(db, organizationId, [rules]);
  const told = whoCouldApprove(rules, roster, await readClock(db));
  const named = (ids: MemberId[]) =>
    ids
      .map((id) => ({ id, name: roster.members.get(id)?.name ?? id }))
      .sort((a, b) => a.name.localeCompare(b.name, "en"));
  return {
    sentence: told.sentence,
    problems: told.problems,
    warnings: told.warnings,
    couldApprove: named(told.people),
    hangsOn: named(told.hangsOn),
    ownRequestsCannotPass: named(told.stuckAskers),
  };
}
