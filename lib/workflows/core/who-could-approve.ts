import { capacitiesInStep, type Roster } from "@/lib/approvals/core/eligibility";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { hangingOn, problemsOf, type RuleProblem } from "@/lib/approvals/core/satisfiability";
import type { MemberId, ProjectId } from "@/lib/kernel/ids";

export interface CouldApprove {
  /** "7 people could approve right now, 6 when one of them asks." */
  sentence: string;
  /** Names of those who could in every project, sorted. */
  names: string[];
  /** All who could, also in single projects only. */
  people: MemberId[];
  /** Without each of these the rules could not pass. */
  hangsOn: MemberId[];
  /** Whose own requests could not pass, since they do not vote on them. */
  stuckAskers: MemberId[];
  /** Why these rules can never pass; empty when they can, if only in some project. */
  problems: RuleProblem[];
  /** What saving allows and should be known: they hang on too few people. */
  warnings: string[];
}

/** Everyone who could decide some step, delegates too. */
function ableIn(rules: ApprovalRules, roster: Roster, projectId: ProjectId | null, now: Date): Set<MemberId> {
  const steps = rules.steps.flatMap((_, step) => [
    ...capacitiesInStep({ rules, projectId }, step, roster, now).keys(),
  ]);
  return new Set(steps);
}

/** The roster when this member asks: they do not vote, and nobody votes for them (engine.md, rule 3). */
function whenAsks(roster: Roster, asking: MemberId): Roster {
  const member = roster.members.get(asking);
  return member
    ? { ...roster, members: new Map([...roster.members, [asking, { ...member, disabled: true }]]) }
    : roster;
}

const people = (count: number) => (count === 0 ? "nobody" : count === 1 ? "1 person" : `${count} people`);

function sentenceOf(count: number, left: number, inProjects: number, askerCounts: boolean): string {
  const base =
    count === 0
      ? "Nobody could approve right now in every project"
      : askerCounts
        ? `${people(count)} could approve right now, also what they ask for themselves`
        : count === 1
          ? "1 person could approve right now, nobody when that person asks"
          : `${people(count)} could approve right now, ${left === 0 ? "nobody" : left} when one of them asks`;
  const more =
    count === 0
      ? `${people(inProjects)} in single projects only`
      : `${inProjects} more in single projects only`;
  if (count === 0 && inProjects === 0) return "Nobody could approve right now.";
  return inProjects === 0 ? `${base}.` : `${base}; ${more}.`;
}

/** What saving allows and should be known (engine.md, Saving refuses). */
function warningsOf(
  rules: ApprovalRules,
  roster: Roster,
  { hangsOn, able, nowhereElse }: { hangsOn: MemberId[]; able: number; nowhereElse: string | undefined },
): string[] {
  const nameOf = (id: MemberId) => roster.members.get(id)?.name ?? id;
  const [first] = hangsOn;
  const some =
    hangsOn.length === 1 && first
      ? nameOf(first)
      : `one of ${hangsOn.length === able ? "" : `${hangsOn.length} of `}them`;
  const named = new Intl.ListFormat("en", { type: "disjunction" }).format(
    hangsOn.slice(0, namesInWarning).map(nameOf),
  );
  const services = serviceApprovers(rules, roster);
  return [
    ...(nowhereElse
      ? [`Only projects whose own people hold these roles can approve anything: ${nowhereElse}`]
      : []),
    ...(first && !rules.allowRequesterVote
      ? [`When ${some} asks, too few others are left, so that request could not be approved.`]
      : []),
    ...(first ? [`These rules hang on one person: while ${named} is away, nothing can be approved.`] : []),
    ...services.map(
      (name) =>
        `${name} is a service account. It may approve because these rules name it: whoever runs it decides.`,
    ),
  ];
}

const namesInWarning = 5;

/** Service accounts are eligible only where a requirement names them. */
function serviceApprovers(rules: ApprovalRules, roster: Roster): string[] {
  const named = rules.steps.flatMap((step) => step.requirements.flatMap(({ approvers }) => approvers.users));
  const accounts = [...new Set(named)].flatMap((id) => roster.members.get(id) ?? []);
  return accounts.filter(({ kind }) => kind === "service").map(({ name }) => name);
}

/**
 * Who could approve under these rules with the people of `now`, honestly: whoever asks does not count unless the rules
 * say so, and who holds a role in one project only counts there only.
 */
export function whoCouldApprove(rules: ApprovalRules, roster: Roster, now: Date): CouldApprove {
  const able = ableIn(rules, roster, null, now);
  const projects = [
    ...new Set(roster.holders.flatMap(({ projectId }) => (projectId === null ? [] : [projectId]))),
  ];
  const inProjects = new Set(projects.flatMap((projectId) => [...ableIn(rules, roster, projectId, now)]));
  for (const id of able) inProjects.delete(id);
  const problems = problemsAnywhere(rules, roster);
  const here = problemsOf(rules, roster, null);
  const passing =
    here.length === 0 ? [null] : projects.filter((id) => problemsOf(rules, roster, id).length === 0);
  const hangsOn = [...new Set(passing.flatMap((projectId) => hangingOn(rules, roster, projectId)))];
  const left = rules.allowRequesterVote
    ? able.size
    : Math.min(able.size, ...[...able].map((id) => ableIn(rules, whenAsks(roster, id), null, now).size));
  const names = [...able].map((id) => roster.members.get(id)?.name ?? id);
  const nowhereElse = problems.length === 0 ? here[0]?.message : undefined;
  return {
    sentence: sentenceOf(able.size, left, inProjects.size, rules.allowRequesterVote),
    names: names.sort((a, b) => a.localeCompare(b, "en")),
    people: [...able, ...inProjects],
    hangsOn,
    stuckAskers: rules.allowRequesterVote ? [] : hangsOn,
    problems,
    warnings: warningsOf(rules, roster, { hangsOn, able: able.size + inProjects.size, nowhereElse }),
  };
}

/**
 * Why the rules can pass nowhere. A role may be held in single projects only: rules that pass there are no mistake, so
 * they are refused only when neither the whole organization nor any of those projects can meet them.
 */
export function problemsAnywhere(rules: ApprovalRules, roster: Roster): RuleProblem[] {
  const everywhere = problemsOf(rules, roster, null);
  if (everywhere.length === 0) return [];
  const projects = new Set(roster.holders.map(({ projectId }) => projectId));
  return [...projects].some((projectId) => problemsOf(rules, roster, projectId).length === 0)
    ? []
    : everywhere;
}
