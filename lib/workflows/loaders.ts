import { database, type Queryable } from "@/db/client";
import { presets } from "@/lib/approvals/core/presets";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { type Workflow, workflows } from "@/lib/approvals/core/vocabulary";
import { readClock } from "@/lib/approvals/store";
import { readRoster } from "@/lib/approvals/store-roster";
import { type Caller, callerMay } from "@/lib/directory/caller";
import type { MemberId, RoleId } from "@/lib/kernel/ids";
import { badCursor, type Page, type PageInput, pageOf, readCursor } from "@/lib/kernel/page";
import { refusal } from "@/lib/kernel/refusal";
import { ok, type Result, refused } from "@/lib/kernel/result";
import { checkRules, type RulesCheck } from "./check-rules";
import { whoCouldApprove } from "./core/who-could-approve";
import type { WhoCouldApproveInput } from "./input";
import { readOrganizationRules } from "./organization-rules";
import { resolveRules } from "./resolve-rules";
import { workflowSettingsView } from "./settings-view";
import { withSimple } from "./simple-rules";
import { listBindings } from "./store-bindings";
import { type ProfileView, profilesOf, profileView } from "./views";
import { type BindingView, bindingViews } from "./views-bindings";
import { type WorkflowView, workflowViewOf } from "./workflow-view";

const notPermitted = refused(refusal("not_permitted"));

function manages(caller: Caller): boolean {
  return callerMay(caller, "workflow.manage", "organization");
}

/** Settings > Workflows: the table, and what its dialogs say and offer. Needs `workflow.manage`. */
export async function loadWorkflowSettings(
  caller: Caller,
): Promise<Result<Awaited<ReturnType<typeof workflowSettingsView>>>> {
  if (!manages(caller)) return notPermitted;
  return ok(await workflowSettingsView(database(), caller.organizationId));
}

/** How many names the dialog shows before "and 3 more". */
const namesShown = 8;

/** Who could approve under what stands in the dialog's fields. Needs `workflow.manage`. */
export async function loadWhoCouldApprove(caller: Caller, input: WhoCouldApproveInput) {
  if (!manages(caller)) return notPermitted;
  const db = database();
  const { organizationId } = caller;
  const { latest } = await readOrganizationRules(db, organizationId, input.workflow, input.action);
  const fields = {
    roles: input.roles as RoleId[],
    assignees: input.assignees as MemberId[],
    assigneesMode: input.assigneesMode,
    requiredApprovals: input.requiredApprovals,
  };
  const { rules: defaults } = presets.countersign;
  const rules = withSimple(latest?.rules ?? defaults, fields) ?? withSimple(defaults, fields);
  if (!rules) throw new Error("invariant: the default rules are simple");
  const roster = await readRoster(db, organizationId, [rules]);
  const { sentence, names, problems, warnings } = whoCouldApprove(rules, roster, await readClock(db));
  const problem = [...problems.map(({ message }) => message), ...warnings].join(" ");
  return ok({
    sentence,
    names: names.slice(0, namesShown),
    more: Math.max(0, names.length - namesShown),
    problem: problem === "" ? null : problem,
  });
}

/** All workflows as the API tells them, on one page. Needs `workflow.manage`. */
export async function loadWorkflows(caller: Caller): Promise<Result<Page<WorkflowView>>> {
  if (!manages(caller)) return notPermitted;
  const items: WorkflowView[] = [];
  for (const workflow of workflows)
    items.push(await workflowViewOf(database(), caller.organizationId, workflow));
  return ok({ items, nextCursor: null });
}

/** The bindings of one workflow, on one page: there are few. Needs `workflow.manage`. */
export async function loadBindings(
  caller: Caller,
  { workflow }: { workflow: string },
): Promise<Result<Page<BindingView>>> {
  if (!manages(caller)) return notPermitted;
  if (!workflows.includes(workflow as Workflow)) return refused(refusal("not_found"));
  const rows = await listBindings(database(), caller.organizationId, workflow as Workflow);
  return ok({ items: await bindingViews(database(), caller.organizationId, rows), nextCursor: null });
}

/** Approval profiles in their newest versions. Needs `workflow.manage`. */
export async function loadProfiles(caller: Caller, input: PageInput): Promise<Result<Page<ProfileView>>> {
  if (!manages(caller)) return notPermitted;
  const after = input.cursor === undefined ? [null] : readCursor(input.cursor, ["string"]);
  if (!after) return refused(badCursor);
  const window = { after: after[0], take: input.limit + 1 };
  const rows = await profilesOf(database(), caller.organizationId, window);
  return ok(pageOf(rows, input.limit, ({ id }) => [id]));
}

export async function loadProfile(
  caller: Caller,
  { name, version }: { name: string; version?: number | undefined },
): Promise<Result<ProfileView>> {
  if (!manages(caller)) return notPermitted;
  const view = await profileView(database(), caller.organizationId, name, version);
  return view ? ok(view) : refused(refusal("not_found"));
}

interface ProfileCheck extends Omit<RulesCheck, "sentence"> {
  satisfiable: boolean;
}

/** Can these rules pass, and what should be known of them? Those of the profile when none are sent. Needs `workflow.manage`. */
export async function checkProfile(
  caller: Caller,
  { name, rules: sent }: { name: string; rules?: ApprovalRules | undefined },
  db: Queryable = database(),
): Promise<Result<ProfileCheck>> {
  if (!manages(caller)) return notPermitted;
  const { organizationId } = caller;
  const held = await profileView(db, organizationId, name);
  if (!held) return refused(refusal("not_found"));
  const resolved = sent ? await resolveRules(db, organizationId, sent) : ok(held.rules);
  if (!resolved.ok) return resolved;
  const { sentence: _, ...told } = await checkRules(db, organizationId, resolved.value);
  return ok({ satisfiable: told.problems.length === 0, ...told });
}
