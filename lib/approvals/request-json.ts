import type { MemberId } from "@/lib/kernel/ids";
import { fewestToComplete, missingOf, whyLost } from "./core/completion";
import { whoCanDecide } from "./core/eligibility";
import type { RequestState } from "./core/request-state";
import type { About } from "./core/request-subject";
import { tallyOf } from "./core/tally";
import type { LoadedRequest } from "./loaded-request";
import type { ListedRequest } from "./loaders";

interface MemberJson {
  id: MemberId;
  name: string;
}

type NameOf = (id: MemberId) => string;

/** A request as the API answers it (api.md). Fields may be added, never renamed. */
export function requestJson({ state, roster, now }: ListedRequest) {
  const nameOf: NameOf = (id) => roster.members.get(id)?.name ?? "somebody who left";
  const member = (id: MemberId): MemberJson => ({ id, name: nameOf(id) });
  const canDecide = whoCanDecide(state, roster, now);
  return {
    number: state.number,
    workflow: state.workflow,
    state: state.state,
    use: state.use,
    subject: subjectJson(state),
    requester: member(state.openedBy),
    startedBy: state.startedBy && member(state.startedBy),
    builders: state.builders.map(member),
    fingerprint: state.fingerprint,
    message: state.message,
    profile: state.profile && { name: state.profile.name, version: state.profile.version },
    rulesFrom: state.rulesFrom ?? ("binding" as const),
    openedAt: state.openedAt.toISOString(),
    expiresAt: state.expiresAt?.toISOString() ?? null,
    decidedAt: state.decidedAt?.toISOString() ?? null,
    closedAt: state.closedAt?.toISOString() ?? null,
    closedBy: closedByJson(state),
    closeReason: state.closeReason,
    overridden: state.overridden,
    steps: stepsJson(state, canDecide, member),
    votes: votesJson(state, member),
  };
}

/** What it is about, as api.md spells it for each workflow. */
function subjectJson(about: About) {
  switch (about.workflow) {
    case "environment-promotion": {
      const { kind, project, component, from, to, build, configuration } = about.subject;
      return {
        kind,
        project: project.slug,
        component: component.slug,
        from: from.slug,
        to: to.slug,
        build: build.number,
        digest: build.digest,
        configuration: configuration.version,
      };
    }
    case "external":
      return { ...about.subject, project: about.subject.project.slug };
    case "certificate-operation":
      return about.subject;
  }
}

/** What an open request needs to be approved, from whom, and whether it can be at all; nothing once it is closed. */
function outlookJson(state: RequestState, roster: LoadedRequest["read"]["roster"], now: Date) {
  const members = (ids: MemberId[]) =>
    ids.map((id) => ({ id, name: roster.members.get(id)?.name ?? "somebody who left" }));
  if (state.closedAt !== null)
    return { missing: [], smallestSet: null, cannotPass: false, cannotPassBecause: null };
  const fewest = fewestToComplete(state, roster, now);
  return {
    missing: missingOf(state, roster, now).map(({ step, from, ...one }) => ({
      step: state.rules.steps[step]?.name ?? "",
      ...one,
      from: members(from),
    })),
    smallestSet: fewest && { ...fewest, people: members(fewest.people) },
    cannotPass: fewest === null,
    cannotPassBecause: fewest === null ? whyLost(state, roster, now) : null,
  };
}

function closedByJson({ closedBy }: RequestState): MemberJson | null {
  return closedBy?.kind === "member" ? { id: closedBy.memberId, name: closedBy.name } : null;
}

function stepsJson(
  state: RequestState,
  canDecide: ReturnType<typeof whoCanDecide>,
  member: (id: MemberId) => MemberJson,
) {
  return state.rules.steps.map((step, index) => {
    const tally = tallyOf(state, index);
    const rejected = tally.some(
      ({ requirement, rejections }) => rejections >= requirement.requiredRejections,
    );
    const done = rejected ? "rejected" : tally.every(({ met }) => met) ? "approved" : "waiting";
    return {
      name: step.name,
      state: index === state.openStep ? ("open" as const) : (done as "rejected" | "approved" | "waiting"),
      requirements: tally.map(({ requirement, approvals, rejections }) => ({
        name: requirement.name,
        requiredApprovals: requirement.requiredApprovals,
        requiredRejections: requirement.requiredRejections,
        approvals,
        rejections,
        missing: index === state.openStep ? Math.max(0, requirement.requiredApprovals - approvals) : 0,
        canDecide:
          index === state.openStep
            ? [...canDecide]
                .filter(([, capacities]) => capacities.some((c) => c.requirement === requirement.name))
                .map(([id]) => member(id))
            : [],
      })),
    };
  });
}

function votesJson(state: RequestState, member: (id: MemberId) => MemberJson) {
  return state.votes.map((vote) => ({
    voter: member(vote.voterId),
    onBehalfOf: vote.principalId === vote.voterId ? null : member(vote.principalId),
    requirement: vote.requirement,
    step: state.rules.steps[vote.step]?.name ?? "",
    decision: vote.decision,
    comment: vote.comment,
    castAt: vote.castAt.toISOString(),
    replacedAt: vote.replacedAt?.toISOString() ?? null,
  }));
}

/** One request in full: also its rules, what it still needs, what changes, its uses, and what the caller may do with it. */
export function fullRequestJson({ state, read, now, can }: LoadedRequest) {
  return {
    ...requestJson({ state, roster: read.roster, now }),
    ...outlookJson(state, read.roster, now),
    rules: state.rules,
    warnings: read.warnings,
    uses: state.uses.map(({ id, startedAt, outcome, finishedAt }) => ({
      id,
      startedAt: startedAt.toISOString(),
      outcome,
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
    can,
  };
}
