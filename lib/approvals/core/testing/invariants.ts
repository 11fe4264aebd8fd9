import { effectsOf } from "@/lib/approvals/core/effects";
import { capacitiesInStep, type Roster, whoCanDecide } from "@/lib/approvals/core/eligibility";
import type { RequestEvent } from "@/lib/approvals/core/events";
import { evolve } from "@/lib/approvals/core/evolve";
import { countingVotes, isRequester, type RequestState, type Vote } from "@/lib/approvals/core/request-state";
import { outcomeOf } from "@/lib/approvals/core/tally";
import { isOpen } from "@/lib/approvals/core/vocabulary";
import type { MemberId } from "@/lib/kernel/ids";

/** One decided command: what was before, what happened, and what is after. */
export interface Change {
  before: RequestState;
  after: RequestState;
  happened: RequestEvent[];
  roster: Roster;
}

export function must(condition: boolean, what: string, state: RequestState): void {
  if (!condition) throw new Error(`must always hold: ${what}\n${JSON.stringify(state)}`);
}

/** engine.md, "Must always hold", of one state. */
export function assertState(state: RequestState): void {
  const { rules, openStep } = state;
  must(
    (state.state === "waiting") === (openStep !== null),
    "one open step while waiting, none otherwise",
    state,
  );
  must(openStep === null || openStep < rules.steps.length, "the open step exists", state);
  must(isOpen(state.state) === (state.closedAt === null), "closed has an instant", state);
  must((state.state === "approved") === (state.use !== "none"), "an approval is there to be used", state);
  const met = rules.steps.map((_, step) => outcomeOf(state, step) === "approved");
  if (state.state === "approved")
    must(
      met.every(Boolean) !== state.overridden,
      "approved ⇔ all requirements are met, or one override",
      state,
    );
  else must(!met.every(Boolean), "what has all its approvals is approved", state);
  if (state.state === "rejected" && !state.overridden)
    must(
      rules.steps.some((_, step) => outcomeOf(state, step) === "rejected"),
      "rejected ⇔ a threshold of rejections is reached",
      state,
    );
  if (openStep !== null)
    must(
      outcomeOf(state, openStep) === "undecided" && met.slice(0, openStep).every(Boolean),
      "the open step is undecided, all before it are approved",
      state,
    );
  rules.steps.forEach((_, step) => {
    assertCaps(state, countingVotes(state, step));
  });
  assertNobodyExcluded(state);
  const running = state.uses.filter(({ outcome }) => outcome === null).length;
  must(running === (state.use === "running" ? 1 : 0), "at most one running use", state);
  if (rules.grantUses === "once")
    must(state.uses.filter(({ outcome }) => outcome === "succeeded").length <= 1, "used once", state);
}

function assertCaps(state: RequestState, votes: Vote[]): void {
  const { maxPerPrincipal, maxPerPerson, maxDirect, maxDelegated } = state.rules.votes;
  const within = (cap: number, counted: Vote[]) => cap === 0 || counted.length <= cap;
  for (const id of new Set(votes.flatMap(({ voterId, principalId }) => [voterId, principalId]))) {
    const own = votes.filter(({ voterId }) => voterId === id);
    const direct = own.filter(({ principalId }) => principalId === id);
    const delegated = own.filter(({ principalId }) => principalId !== id);
    const kept =
      maxPerPerson > 0
        ? within(maxPerPerson, own)
        : within(maxDirect, direct) && within(maxDelegated, delegated);
    must(kept, `${id} counts above the caps`, state);
    must(
      within(
        maxPerPrincipal,
        votes.filter(({ principalId }) => principalId === id),
      ),
      `the authority of ${id} counts above the cap`,
      state,
    );
  }
}

function assertNobodyExcluded(state: RequestState): void {
  const { rules, votes, builders } = state;
  const counting = votes.filter(({ replacedAt }) => replacedAt === null);
  for (const { voterId, principalId } of counting)
    for (const id of [voterId, principalId]) {
      must(rules.allowRequesterVote || !isRequester(state, id), "no vote by or for the requester", state);
      must(rules.allowBuilderVote || !builders.includes(id), "no vote by or for a builder", state);
    }
  if (!rules.distinctAcrossSteps) return;
  const stepsOf = new Map<MemberId, Set<number>>();
  for (const vote of counting)
    for (const id of [vote.voterId, vote.principalId])
      stepsOf.set(id, (stepsOf.get(id) ?? new Set()).add(vote.step));
  must(
    [...stepsOf.values()].every(({ size }) => size === 1),
    "nobody decides two steps",
    state,
  );
}

/** engine.md, "Must always hold", of one change and of what it led to. */
export function assertInvariants({ all, ...change }: Change & { all: RequestEvent[] }): void {
  assertChange(change);
  assertState(change.after);
  const folded = all.reduce<RequestState | null>((state, event) => evolve(state, event), null);
  must(
    JSON.stringify(folded) === JSON.stringify(change.after),
    "the fold of the events is the state",
    change.after,
  );
}

/** engine.md, "Must always hold", of one change. */
export function assertChange({ before, after, happened, roster }: Change): void {
  if (!isOpen(before.state))
    must(
      before.state === after.state &&
        before.closedAt === after.closedAt &&
        before.closedBy === after.closedBy &&
        before.votes === after.votes &&
        before.overridden === after.overridden,
      "a final decision never changes",
      after,
    );
  must(
    before.rules === after.rules && before.rulesHash === after.rulesHash,
    "pinned rules never change",
    after,
  );
  must(
    before.fingerprint === after.fingerprint && before.fingerprintInput === after.fingerprintInput,
    "what was asked for never changes",
    after,
  );
  must(happened.length > 0 || before === after, "every change has an event", after);
  for (const event of happened) assertEvent(before, after, event, roster);
}

function assertEvent(before: RequestState, after: RequestState, event: RequestEvent, roster: Roster): void {
  if (event.type === "vote.cast") {
    const { voterId, principalId, requirement, step } = event.data;
    const held = capacitiesInStep(before, step, roster, event.at).get(voterId) ?? [];
    must(
      step === before.openStep &&
        held.some((one) => one.requirement === requirement && one.principalId === principalId),
      "a vote is cast in a capacity that is held in the open step",
      after,
    );
  }
  if (event.type === "approval.used")
    must(
      before.use === "ready" && event.data.fingerprint === before.fingerprint,
      "what ships is what was approved, and approved it was",
      after,
    );
  if (event.type === "step.opened") {
    const mailed = effectsOf(before, after, [event]).filter(({ kind }) => kind === "mail.review-requested");
    const able = [...whoCanDecide(after, roster, event.at).keys()];
    must(
      mailed.length === able.length && mailed.every(({ recipient }) => able.includes(recipient as MemberId)),
      "whoever is asked by mail is whose vote is taken",
      after,
    );
    const { asked, told, names = {} } = event.data;
    const named = [
      ...told,
      ...asked.flatMap(({ memberId, onBehalfOf }) => [memberId, onBehalfOf ?? memberId]),
    ];
    must(
      named.every((id) => names[id] === roster.members.get(id)?.name) &&
        Object.keys(names).every((id) => named.includes(id as MemberId)),
      "whom the record names, and nobody else, it names as they are called then",
      after,
    );
  }
}
