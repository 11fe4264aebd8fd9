import type { Database } from "@/db/client";
import { makeGate } from "@/db/testing/gate";
import { callerFor, makeBuild, makeLive, makeMember, makeWorld, type World } from "@/db/testing/world";
import { addComment } from "@/lib/approvals/add-comment";
import { cancelRequest } from "@/lib/approvals/cancel-request";
import { castVote } from "@/lib/approvals/cast-vote";
import { type Preset, presets } from "@/lib/approvals/core/presets";
import type { RequestWorkflow } from "@/lib/approvals/core/request-subject";
import type { ApprovalRules, Requirement } from "@/lib/approvals/core/rules";
import { type DeploymentKind, gatedKinds } from "@/lib/approvals/core/vocabulary";
import {
  type CompleteInput,
  type ExternalRequestInput,
  openRequestInput,
  type PromotionRequestInput,
  type SpendInput,
  type VoteInput,
} from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import { overrideRequest } from "@/lib/approvals/override-request";
import { remindApprovers } from "@/lib/approvals/remind-approvers";
import { revokeApproval } from "@/lib/approvals/revoke-approval";
import { completeUse, spendApproval } from "@/lib/approvals/spend-approval";
import { startRequest } from "@/lib/approvals/start-request";
import type { DeploymentInput } from "@/lib/deploy/input";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { Caller } from "@/lib/directory/caller";
import { createDelegation } from "@/lib/directory/create-delegation";
import { type DelegationInput, delegationInput } from "@/lib/directory/input-delegation";
import type { Clock } from "@/lib/kernel/clock";
import type { Result } from "@/lib/kernel/result";
import { operationTargets } from "@/lib/workflows/resolve-binding-input";

export type Person = Caller["member"];

/** What is on the record of a request that one vote approves. */
export const approvedByOne = [
  "request.opened",
  "step.opened",
  "vote.cast",
  "step.approved",
  "request.approved",
] as const;

/** "ok", or the code of the refusal: what a test of policy reads. */
export function answer(result: Result<unknown>): string {
  return result.ok ? "ok" : result.refusal.code;
}

export interface SceneWish {
  preset?: keyof typeof presets;
  change?: Partial<ApprovalRules>;
  requirement?: Partial<Requirement>;
  kinds?: DeploymentKind[];
  /** Names of reviewers, who hold the role in the organization. */
  reviewers?: string[];
  /** No gate: the workflow was never turned on. */
  ungated?: boolean;
  /** What is asked for, and under approval. Default: promotions. */
  workflow?: RequestWorkflow;
}

/**
 * A shop whose build #47 runs healthily in staging, with production under approval by a preset, its people, and what
 * they can do, through the verbs. For tests.
 */
export async function makeScene(db: Database, wish: SceneWish = {}) {
  const { preset = "countersign", reviewers = ["Rune Kvist", "Ada Berg"] } = wish;
  const world = await makeWorld(db);
  const admin = await makeMember(world, "Vera Lind", ["administrator"]);
  const dev = await makeMember(world, "Ines Duarte", ["developer"]);
  const other = await makeMember(world, "Otto Falk", ["developer"]);
  const asked: Person[] = [];
  for (const name of reviewers) asked.push(await makeMember(world, name, ["reviewer"]));
  const [rune, ada] = asked as [Person, Person];
  const build = await makeBuild(world, 47, admin.id);
  await makeLive(world, world.environments.staging, build, dev.id);
  if (!wish.ungated)
    await makeGate(world, rulesFor(world, presets[preset], wish), admin.id, gateOf(preset, wish));
  return { db, world, admin, dev, other, rune, ada, asked, build, ...actsOf(db, world, wish.workflow) };
}

export type Scene = Awaited<ReturnType<typeof makeScene>>;

/** The same scene, whose people act through other connections. */
export function sceneOn(scene: Scene, db: Database): Scene {
  return { ...scene, db, ...actsOf(db, scene.world) };
}

/** A preset for other subjects than deployments is tried on promotions: the rules are the same ones. */
function gateOf(preset: keyof typeof presets, { kinds, workflow = "environment-promotion" }: SceneWish) {
  if (workflow !== "environment-promotion") return { ...operationTargets, workflow };
  const { targets, kinds: own } = presets[preset];
  const gated = own.length > 0 ? own : [...gatedKinds];
  return { targets: targets === "every" ? targets : ("critical" as const), kinds: kinds ?? gated };
}

/** A preset's rules with the reviewers' role as approvers, and what a test changes of them. */
export function rulesFor(
  world: World,
  preset: Preset,
  { change, requirement }: SceneWish = {},
): ApprovalRules {
  const [step] = preset.rules.steps;
  const [first] = step?.requirements ?? [];
  if (!step || !first) throw new Error("a preset has a requirement");
  const approvers = {
    ...first.approvers,
    roles: [{ roleId: world.roles.reviewer, scope: "project" as const }],
  };
  const steps = [{ ...step, requirements: [{ ...first, approvers, ...requirement }] }];
  return { ...preset.rules, steps, ...change };
}

/** What somebody asks for in this shop, by workflow. */
const wishes = {
  "environment-promotion": {
    subject: { project: "shop", component: "checkout", from: "staging", to: "production" },
  },
  external: {
    project: "shop",
    pipeline: "release",
    run: "812",
    name: "deploy-prod",
    resource: "billing-db",
    action: "restart",
    details: { reason: "The pool leaks" },
  },
  "certificate-operation": { resource: "ra/tls-servers", action: "revoke", details: { serial: "0a:1b" } },
};

/** As the API takes it, with what a test changes of the subject. */
function askingFor(workflow: RequestWorkflow, change: object, more: object) {
  const wish = wishes[workflow];
  const about = "subject" in wish ? { subject: { ...wish.subject, ...change } } : { ...wish, ...change };
  return openRequestInput.parse({ workflow, ...about, ...more });
}

function actsOf(db: Database, world: World, workflow: RequestWorkflow = "environment-promotion") {
  const as = (person: Person) => callerFor(world, person);
  const shop = { project: "shop", component: "checkout" };
  return {
    as,
    async ask(
      person: Person,
      subject: Partial<PromotionRequestInput["subject"]> | Partial<ExternalRequestInput> = {},
      clock?: Clock,
      more: object = {},
    ) {
      return openRequest(db, await as(person), askingFor(workflow, subject, more), clock);
    },
    async vote(
      person: Person,
      decision: VoteInput["decision"],
      more: Partial<VoteInput> = {},
      clock?: Clock,
    ) {
      return castVote(db, await as(person), { number: 1, decision, comment: null, ...more }, { clock });
    },
    async cancel(person: Person, number = 1, clock?: Clock) {
      return cancelRequest(db, await as(person), { number, reason: null }, clock);
    },
    async comment(person: Person, number = 1, clock?: Clock) {
      return addComment(db, await as(person), { number, text: "Hm" }, clock);
    },
    async remind(person: Person, number = 1, clock?: Clock) {
      return remindApprovers(db, await as(person), { number }, clock);
    },
    async start(person: Person, number = 1, clock?: Clock) {
      return startRequest(db, await as(person), { number }, clock);
    },
    async override(
      person: Person,
      decision: VoteInput["decision"],
      reason = "The board met on Sunday",
      number = 1,
      clock?: Clock,
    ) {
      return overrideRequest(db, await as(person), { number, decision, reason }, clock);
    },
    async delegate(person: Person, to: Person, more: Partial<DelegationInput> = {}) {
      const wish = { to: to.email, from: "2020-01-01T00:00:00Z", scope: "organization" as const };
      return createDelegation(db, await as(person), delegationInput.parse({ ...wish, ...more }));
    },
    async revoke(person: Person, reason: string, number = 1) {
      return revokeApproval(db, await as(person), { number, reason });
    },
    /** What another system does under an approval; `change` to what it asked for. */
    async spend(person: Person, change: Partial<SpendInput> = {}, clock?: Clock) {
      const { resource, action, details } =
        wishes[workflow === "certificate-operation" ? workflow : "external"];
      return spendApproval(db, await as(person), { number: 1, resource, action, details, ...change }, clock);
    },
    async complete(person: Person, id: string, outcome: CompleteInput["outcome"], number = 1) {
      return completeUse(db, await as(person), { number, id, outcome });
    },
    async promote(person: Person, more: Partial<DeploymentInput> = {}, clock?: Clock) {
      const wish = { ...shop, kind: "promote" as const, environment: "production", ...more };
      const from = wish.kind === "promote" ? { from: "staging" } : {};
      return startDeployment(db, await as(person), { ...from, ...wish }, clock);
    },
  };
}
