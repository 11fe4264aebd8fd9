import { copyRequests } from "@/db/testing/many-requests";
import { castVote } from "@/lib/approvals/cast-vote";
import { makeScene } from "@/lib/approvals/testing/scene";
import { invariant } from "@/lib/kernel/invariant";
import type { BenchDatabase } from "./database.ts";
import { compare, rateOf } from "./measure.ts";
import type { Line } from "./report.ts";
import { statementsOf } from "./single-statement.ts";

const rounds = 15;
/** Until what runs often is compiled and planned for good, as in a server that has run for a minute. */
const warmUp = 12;
const people = 32;

/**
 * So many people vote on one request at the same instant: they take turns at its row. Beside it the same writes as one
 * statement each, which take turns at the same row of another request. One approval more is needed, so that none decides.
 */
export async function benchOneRequest({ db, pool, owner }: BenchDatabase): Promise<Line[]> {
  const reviewers = Array.from({ length: people + 1 }, (_, index) => `Reviewer ${index}`);
  const scene = await makeScene(db, { reviewers, requirement: { requiredApprovals: people + 1 } });
  const asked = await scene.ask(scene.dev);
  invariant(asked.ok, "a request can be opened");
  const { organizationId, roles } = scene.world;
  const variety = {
    templates: [asked.value.id],
    requesters: [scene.dev.id],
    components: [scene.world.checkout],
    roles: [roles.reviewer],
    role: roles.reviewer,
  };
  await copyRequests(owner, variety, { first: 2, last: 2 + 2 * (rounds + warmUp) });
  await owner.query("vacuum analyze");
  const callers = await Promise.all(scene.asked.map((person) => scene.as(person)));
  const voters = callers.slice(0, people);

  let next = 2;
  const voted: number[] = [];
  const vote = async (index: number, number: number) => {
    const caller = callers[index];
    invariant(caller, "there are as many people");
    const result = await castVote(db, caller, { number, decision: "approve", comment: null });
    invariant(result.ok, "everybody's vote is taken");
  };
  const ours = async () => {
    const number = next++;
    voted.push(number);
    return rateOf(people, people, (index) => vote(index, number));
  };
  const theirs = async () => {
    const number = next++;
    const statements = await statementsOf(
      db,
      voters.map((caller) => ({ caller, number })),
    );
    return rateOf(people, people, async (index) => pool.query(statements[index] as { text: string }));
  };
  await compare(warmUp, ours, theirs);
  // As autovacuum does within the minute: the first plans were made for tables with nothing in them.
  await owner.query("analyze");
  const result = await compare(rounds, ours, theirs);
  for (const number of voted) await vote(people, number);
  const kept = await keptOf(owner, organizationId, voted);
  invariant(kept === voted.length, "nothing is lost and nothing is counted twice");
  return [
    {
      what: `${people} people vote on one request`,
      measured: `${Math.round(result.ours)}/s`,
      beside: `${Math.round(result.theirs)}/s as one statement`,
      ratio: result.ratio,
      atLeast: 0.5,
    },
  ];
}

/** How many of these requests were approved by one standing vote of each person, with events numbered and linked without a gap. */
async function keptOf(
  owner: BenchDatabase["owner"],
  organizationId: string,
  numbers: number[],
): Promise<number> {
  const { rows } = await owner.query<{ number: number }>(
    `select r.number from approval_request r where r.organization_id = $1 and r.number = any($2) and r.state = 'approved'
       and (select count(distinct voter_id) = $3 and count(*) = $3 from vote v where v.request_id = r.id and v.replaced_at is null)
       and (select count(*) = $3 and bool_and(linked) from (
         select type, row_number() over w = sequence and coalesce(previous_hash = lag(hash) over w, true) as linked
         from request_event e where e.request_id = r.id window w as (order by sequence)) chain where type = 'vote.cast')`,
    [organizationId, numbers, people + 1],
  );
  return rows.length;
}
