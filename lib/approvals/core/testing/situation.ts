import { type Cast, type RulesChange, requirement } from "./cast";
import { short } from "./outlook";
import { given } from "./story";

/** `ann>dee`: Ann has delegated to Dee. */
type Delegations = string[];

export interface Situation {
  /** Per step: "name: so many of whom". Three rejections would reject. */
  steps: string[][];
  votes: NonNullable<RulesChange["votes"]>;
  delegations: Delegations;
  /** "dee for ann approves A", in order. */
  voted: string[];
  distinct?: boolean;
  /** Delegations afterwards, if others. */
  now?: Delegations;
  /** Who has left since. */
  gone?: string[];
  /** Who does not vote any more. */
  silent?: string[];
  /** The requirement that is short; null: it can still be approved. */
  short: string | null;
}

const names = ["ann", "ben", "cy", "dee"];
const castOf = (delegations: Delegations, gone: string[] = []): Cast => ({
  members: names.map((name) => (gone.includes(name) ? `!${name}` : name)),
  delegations: delegations.map((one) => ({ from: one.split(">")[0] ?? "", to: one.split(">")[1] ?? "" })),
});

/** What is short in that situation; the votes are held to be taken. */
export function shortIn({
  steps,
  votes,
  delegations,
  voted,
  distinct = false,
  now,
  gone,
  silent,
}: Situation) {
  const rules: RulesChange = {
    steps: steps.map((all) =>
      all.map((one) => {
        const [name = "", approvals, users = ""] = one.split(/: | of /);
        return requirement(name, { users: users.split(" ") }, Number(approvals), 3);
      }),
    ),
    votes,
    allowDelegates: true,
    distinctAcrossSteps: distinct,
  };
  const story = given({ rules, cast: castOf(delegations), openedBy: "requester" });
  for (const one of voted) {
    const [, voter = "", onBehalfOf = voter, verb, name = ""] =
      /^(\w+)(?: for (\w+))? (approves|rejects) (\w+)$/.exec(one) ?? [];
    const decision = verb === "rejects" ? "reject" : "approve";
    const answer = story.vote(voter, decision, { requirement: name, onBehalfOf });
    if (answer !== "ok") throw new Error(`${one}: ${answer}`);
  }
  story.cast = castOf(now ?? delegations, gone);
  return short(story, silent);
}
