import { capacitiesInStep, type Roster } from "@/lib/approvals/core/eligibility";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { problemsOf, type RuleProblem } from "@/lib/approvals/core/satisfiability";
import type { MemberId, ProjectId } from "@/lib/kernel/ids";

export interface CouldApprove {
  /** "7 people could approve right now, 6 when one of them asks." */
  sentence: string;
  /** Names of those who could in every project, sorted. */
  names: string[];
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

/** For which members' own requests too few others are left, said as a sentence. */
function askerWarning(askers: MemberId[], all: number, roster: Roster): string[] {
  const [first] = askers;
  if (!first) return [];
  const who =
    askers.length === 1
      ? (roster.members.get(first)?.name ?? first)
      : askers.length === all
        ? "one of them"
        : `one of ${askers.length} of them`;
  return [`When ${who} asks, too few others are left, so that request could not be approved.`];
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
  const askers = rules.allowRequesterVote
    ? []
    : [...able].map((id) => ({ id, without: whenAsks(roster, id) }));
  const left = Math.min(able.size, ...askers.map(({ without }) => ableIn(rules, without, null, now).size));
  const stuck =
    here.length > 0 ? [] : askers.filter(({ without }) => problemsOf(rules, without, null).length > 0);
  const names = [...able].map((id) => roster.members.get(id)?.name ?? id);
  return {
    sentence: sentenceOf(able.size, left, inProjects.size, rules.allowRequesterVote),
    names: names.sort((a, b) => a.localeCompare(b, "en")),
    problems,
    warnings: [
      ...(problems.length === 0 && here.length > 0
        ? [`Only projects whose own people hold these roles can approve anything: ${here[0]?.message}`]
        : []),
      ...askerWarning(
        stuck.map(({ id }) => id),
        able.size,
        roster,
      ),
    ],
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
