import type { VoteDecision } from "@/lib/approvals/core/vocabulary";
import { type Right, toldBy } from "./model-people";
import { refusalOf } from "./model-refusals";
import { givingWay, isOpen, type Request, rightOf, tallyOf, votersOf } from "./model-votes";
import { type Act, type Deed, isTurn, type Play, type Told, turned } from "./play";

/**
 * engine.md once more, as plainly as it can be said and by nothing of the core: no events, no folding, everything told
 * anew from the votes after each act. Slow, and only here to be compared with.
 */
export function model(play: Play): Told[] {
  return play.acts.map(modelOf(play));
}

/** The model of a request that was opened so: does one act after the other, and tells what is true after it. */
export function modelOf(play: Omit<Play, "acts">): (act: Act) => Told {
  const request: Request = {
    ...play,
    now: play.openedAt,
    state: "new",
    use: "none",
    step: 0,
    votes: [],
    uses: [],
    decidedAt: null,
    overriddenBy: null,
    asked: [],
    known: [],
  };
  if (request.rules.startsWaiting) openStep(request, 0);
  return (act) => {
    letTimePass(request, act.at);
    if (isTurn(act)) {
      request.directory = turned(request.directory, act);
      return told(request, "");
    }
    const answer = refusalOf(request, act) ?? "ok";
    if (answer === "ok") perform(request, act);
    return told(request, answer);
  };
}

/** Rule 5, and lapse: what the clock decides needs nobody. */
function letTimePass(request: Request, now: Date): void {
  const { rules, openedAt, decidedAt } = request;
  const passed = (since: Date, hours: number | null) =>
    hours !== null && now.getTime() - since.getTime() >= hours * 3_600_000;
  request.now = now;
  if (isOpen(request) && passed(openedAt, rules.hoursToDecide)) request.state = "expired";
  if (request.use === "ready" && decidedAt && passed(decidedAt, rules.hoursToUse)) request.use = "lapsed";
}

const inWords = ({ who, principal, requirement }: Right) => `${who} for ${principal}: ${requirement}`;

function openStep(request: Request, step: number): void {
  request.state = "waiting";
  request.step = step;
  const asked = votersOf(request);
  const told = toldBy(step, request.rules, request.directory, request.project);
  request.asked.push(...asked.map(inWords));
  request.known.push(...asked.map(({ who }) => who), ...told.filter((id) => id !== request.openedBy));
}

/** Does what nothing speaks against. */
function perform(request: Request, deed: Deed): void {
  const { rules, uses } = request;
  if (deed.type === "vote") castVote(request, deed);
  if (deed.type === "start") openStep(request, 0);
  if (deed.type === "cancel") request.state = "cancelled";
  if (deed.type === "override") {
    request.overriddenBy = deed.who;
    decide(request, deed.decision === "approve" ? "approved" : "rejected");
  }
  if (deed.type === "supersede") {
    if (isOpen(request)) request.state = "superseded";
    else request.use = "superseded";
  }
  if (deed.type === "revoke") request.use = "revoked";
  if (deed.type === "use") {
    uses.push("running");
    request.use = "running";
  }
  if (deed.type === "finish") {
    uses[deed.use] = "succeeded";
    request.use = rules.grantUses === "once" ? "used" : "ready";
  }
  if (deed.type === "fail") {
    uses[deed.use] = "failed";
    request.use = "ready";
  }
  letTimePass(request, request.now);
}

function decide(request: Request, state: "approved" | "rejected"): void {
  request.state = state;
  request.decidedAt = request.now;
  if (state === "approved") request.use = "ready";
}

function castVote(request: Request, deed: Extract<Deed, { type: "vote" }>): void {
  const { rules, step } = request;
  const right = rightOf(request, deed);
  const giving = right && givingWay(request, right);
  if (!right || !Array.isArray(giving)) throw new Error("a vote that is taken has a capacity and room");
  for (const vote of giving) vote.counts = false;
  request.votes.push({ ...right, step, decision: deed.decision, counts: true });
  request.known.push(right.who, right.principal);
  // Rule 2.
  const requirements = rules.steps[step]?.requirements ?? [];
  const tally = (name: string, decision: VoteDecision) => tallyOf(request, step, name, decision);
  if (requirements.some(({ name, requiredRejections }) => tally(name, "reject") >= requiredRejections))
    decide(request, "rejected");
  else if (requirements.every(({ name, requiredApprovals }) => tally(name, "approve") >= requiredApprovals)) {
    if (step + 1 < rules.steps.length) openStep(request, step + 1);
    else decide(request, "approved");
  }
}

function told(request: Request, answer: string): Told {
  const { state, use, step, votes, uses, rules, asked, overriddenBy } = request;
  return {
    answer,
    state,
    use,
    openStep: state === "waiting" ? step : null,
    overridden: overriddenBy !== null,
    votes: votes.map(
      (vote) =>
        `${vote.who} for ${vote.principal}: ${vote.step} ${vote.requirement} ${vote.decision}${vote.counts ? "" : " (replaced)"}`,
    ),
    tallies: rules.steps.flatMap(({ requirements }, at) =>
      requirements.map(
        ({ name }) =>
          `${at} ${name} ${tallyOf(request, at, name, "approve")}+${tallyOf(request, at, name, "reject")}`,
      ),
    ),
    uses: [...uses],
    deciders: votersOf(request).map(inWords).sort(),
    asked: [...asked].sort(),
  };
}
