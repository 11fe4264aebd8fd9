import { database } from "@/db/client";
import { castVote } from "@/lib/approvals/cast-vote";
import type { PromotionRequestInput, VoteInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import type { DeploymentInput } from "@/lib/deploy/input";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { Caller } from "@/lib/directory/caller";

/** A verb in a process of its own, so that it can be killed: `node … verb-process.ts '{"verb": …}'`. */
export type Act = { caller: Caller } & (
  | { verb: "open"; input: PromotionRequestInput }
  | { verb: "vote"; input: VoteInput }
  | { verb: "promote"; input: DeploymentInput }
);

const act = JSON.parse(process.argv[2] ?? "") as Act;
if (act.verb === "open") await openRequest(database(), act.caller, act.input);
if (act.verb === "vote") await castVote(database(), act.caller, act.input);
if (act.verb === "promote") await startDeployment(database(), act.caller, act.input);
process.exit(0);
