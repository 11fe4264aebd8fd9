import { database, type Queryable } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { type Caller, callerMay } from "@/lib/directory/caller";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { checkRules, type RulesCheck } from "./check-rules";
import { editorOptions, profilePage, profileRows } from "./profile-pages";
import { resolveRules } from "./resolve-rules";

type Loaded<Load extends (...args: never[]) => Promise<unknown>> = Promise<
  Result<NonNullable<Awaited<ReturnType<Load>>>>
>;

function manages(caller: Caller): boolean {
  return callerMay(caller, "workflow.manage", "organization");
}

const notPermitted = refused(refusal("not_permitted"));

/** Settings > Approval profiles. Needs `workflow.manage`. */
export async function loadProfileRows(caller: Caller): Loaded<typeof profileRows> {
  if (!manages(caller)) return notPermitted;
  return ok(await profileRows(database(), caller.organizationId));
}

/** A profile's page; `from` and `to` are versions to compare. Needs `workflow.manage`. */
export async function loadProfilePage(
  caller: Caller,
  asked: Parameters<typeof profilePage>[2],
): Loaded<typeof profilePage> {
  if (!manages(caller)) return notPermitted;
  const page = await profilePage(database(), caller.organizationId, asked);
  return page ? ok(page) : refused(refusal("not_found"));
}

/** What a new profile can name, and the presets that it can start from. Needs `workflow.manage`. */
export async function loadNewProfile(caller: Caller) {
  if (!manages(caller)) return notPermitted;
  const { name, rules } = presets.countersign;
  return ok({
    options: await editorOptions(database(), caller.organizationId, []),
    presets: Object.entries(presets).map(([key, preset]) => ({
      key,
      name: preset.name,
      rules: preset.rules,
    })),
    startsFrom: { key: "countersign", name, rules },
  });
}

/** How many names the editor shows before "and 3 more". */
const namesShown = 12;

/** Who could approve under what stands in the editor, and why it could never pass. Needs `workflow.manage`. */
export async function loadRulesCheck(
  caller: Caller,
  { rules }: { rules: ApprovalRules },
  db: Queryable = database(),
) {
  if (!manages(caller)) return notPermitted;
  const { organizationId } = caller;
  const resolved = await resolveRules(db, organizationId, rules);
  if (!resolved.ok) return resolved;
  return ok(shownOf(await checkRules(db, organizationId, resolved.value)));
}

function shownOf({ couldApprove, hangsOn, ownRequestsCannotPass, problems, ...told }: RulesCheck) {
  const names = (people: { name: string }[]) => ({
    names: people.slice(0, namesShown).map(({ name }) => name),
    more: Math.max(0, people.length - namesShown),
  });
  return {
    sentence: told.sentence,
    warnings: told.warnings,
    // Where they stand in what was sent, as the refusal of a save says it.
    problems: problems.map(({ path, message }) => ({ path: `rules.${path}`, message })),
    couldApprove: names(couldApprove),
    hangsOn: names(hangsOn),
    ownRequestsCannotPass: names(ownRequestsCannotPass),
  };
}
