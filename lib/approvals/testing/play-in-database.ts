import type { Database } from "@/db/client";
import { addComment } from "@/lib/approvals/add-comment";
import { cancelRequest } from "@/lib/approvals/cancel-request";
import { castVote } from "@/lib/approvals/cast-vote";
import { type Deed, isTurn, type Play, type Told } from "@/lib/approvals/core/testing/play";
import { execute, executeIn } from "@/lib/approvals/execute";
import { overrideRequest } from "@/lib/approvals/override-request";
import { revokeApproval } from "@/lib/approvals/revoke-approval";
import { startRequest } from "@/lib/approvals/start-request";
import { readFacts } from "@/lib/approvals/store-facts";
import { verifyRecord } from "@/lib/audit/verify-record";
import { actorOf } from "@/lib/directory/caller";
import { systemActor } from "@/lib/kernel/actor";
import type { Clock } from "@/lib/kernel/clock";
import { invariant } from "@/lib/kernel/invariant";
import { newId } from "@/lib/kernel/new-id";
import type { Result } from "@/lib/kernel/result";
import { type Stage, setStage, turn } from "./play-stage";
import { commandOf, seenOf, toldOf } from "./play-words";

/**
 * Plays it through the write path, in an organization of its own: each deed by its verb, at the time of the play. At the
 * end the whole record is verified: chains without gaps, and the request stored as its events tell.
 */
export async function playInDatabase(db: Database, play: Play): Promise<Told[]> {
  const stage = await setStage(db, play);
  const told: Told[] = [];
  for (const [index, act] of play.acts.entries()) {
    if (isTurn(act)) await turn(stage, act, act.at);
    const result = isTurn(act) ? null : await perform(stage, act, () => act.at, index);
    const answer = result === null ? "" : result.ok ? "ok" : result.refusal.code;
    told.push(await toldOfRow(stage, act.at, answer));
  }
  const { problems } = await verifyRecord(db, stage.world.organizationId);
  invariant(problems.length === 0, JSON.stringify(problems));
  return told;
}

async function toldOfRow({ db, world, spoken }: Stage, now: Date, answer: string): Promise<Told> {
  const read = await readFacts(db, world.organizationId, { number: 1 }, null);
  invariant(read, "a play begins with a request that was opened");
  const told = toldOf(read.state, read.roster, now, answer);
  return {
    ...told,
    votes: told.votes.map(spoken),
    deciders: told.deciders.map(spoken).sort(),
    asked: told.asked.map(spoken).sort(),
  };
}

async function perform(stage: Stage, deed: Deed, clock: Clock, index: number): Promise<Result<unknown>> {
  const { db, world, row } = stage;
  const { organizationId } = world;
  const number = 1;
  if (!("who" in deed))
    return execute(db, { organizationId, caller: null, clock }, { number }, (state) =>
      commandOf(deed, state, systemActor, ""),
    );
  const caller = await stage.as(deed.who);
  switch (deed.type) {
    case "vote": {
      const { decision, comment, requirement, onBehalfOf } = deed;
      const read = await readFacts(db, organizationId, { number }, null);
      const seen = read ? seenOf(read.state, deed.seen) : undefined;
      const behalf = onBehalfOf && row(onBehalfOf);
      return castVote(
        db,
        caller,
        { number, decision, comment, requirement, onBehalfOf: behalf, seen },
        { clock },
      );
    }
    case "start":
      return startRequest(db, caller, { number }, clock);
    case "comment":
      return addComment(db, caller, { number, text: "Hm" }, clock);
    case "cancel":
      return cancelRequest(db, caller, { number, reason: null }, clock);
    case "override":
      return overrideRequest(db, caller, { number, decision: deed.decision, reason: deed.reason }, clock);
    case "revoke":
      return revokeApproval(db, caller, { number, reason: deed.reason }, clock);
    case "use": {
      // In the order of the play: two uses of one instant would be listed by their ids.
      const id = `${String(index).padStart(4, "0")}${newId("use")}`;
      const mine = { ...deed, who: caller.member.id };
      const { refusal } = await db.transaction((tx) =>
        executeIn(
          tx,
          { organizationId, caller, clock },
          { number },
          (state) => commandOf(mine, state, actorOf(caller), id),
          () => ({ sourceHealthy: deed.healthy, deploymentRunning: deed.deploying }),
        ),
      );
      return refusal ? { ok: false, refusal } : { ok: true, value: null };
    }
  }
}
