import { eq } from "drizzle-orm";
import { cancelRequest } from "../../lib/approvals/cancel-request";
import { castVote } from "../../lib/approvals/cast-vote";
import { execute } from "../../lib/approvals/execute";
import { promotionRequestInput } from "../../lib/approvals/input";
import { openRequest } from "../../lib/approvals/open-request";
import type { DeploymentInput } from "../../lib/deploy/input";
import { recordProgress } from "../../lib/deploy/record-progress";
import { runDeployment } from "../../lib/deploy/run-deployment";
import { startDeployment } from "../../lib/deploy/start-deployment";
import { systemActor } from "../../lib/kernel/actor";
import type { Database } from "../client";
import { deployment, deploymentProgress } from "../schema";
import type { Tenant } from "./cast";
import { projectOf } from "./catalogue";
import { granted } from "./granted";

const hour = 3_600_000;

/** Tells what happened so-and-so many hours ago, through the verbs that the console and the API call. */
export class Story {
  constructor(
    private readonly db: Database,
    private readonly tenant: Tenant,
    private readonly now: Date,
  ) {}

  at(hours: number): Date {
    return new Date(this.now.getTime() - hours * hour);
  }

  /** Delivered by the real driver, and reported healthy. */
  private async live(by: string, input: Omit<DeploymentInput, "project">, hours: number): Promise<void> {
    const { db, tenant } = this;
    const caller = await tenant.as(by);
    const full = { ...input, project: projectOf(input.component) };
    const at = this.at(hours);
    const id = granted(await startDeployment(db, caller, full, () => at));
    await runDeployment(db, tenant.organizationId, id, AbortSignal.timeout(60_000));
    const reporter = { ...caller, scopes: ["deployment.report"] };
    granted(await recordProgress(db, reporter, { id, health: "healthy" }));
    const done = new Date(at.getTime() + 9_000);
    const times = { createdAt: at, finishedAt: done, healthAt: done };
    await db.update(deployment).set(times).where(eq(deployment.id, id));
    await db.update(deploymentProgress).set({ at: done }).where(eq(deploymentProgress.deploymentId, id));
  }

  deployed(component: string, build: number, hours: number): Promise<void> {
    return this.live("CI", { component, kind: "deploy", environment: "development", build }, hours);
  }

  promoted(
    by: string,
    component: string,
    path: { from: string; to: string; build: number; request?: number },
    hours: number,
  ): Promise<void> {
    const { to: environment, ...rest } = path;
    return this.live(by, { component, kind: "promote", environment, ...rest }, hours);
  }

  /** From Staging to Production. Answers the request's number. */
  async asked(by: string, component: string, build: number, message: string, hours: number) {
    const subject = { project: projectOf(component), component, from: "staging", to: "production", build };
    const input = promotionRequestInput.parse({ workflow: "environment-promotion", subject, message });
    const caller = await this.tenant.as(by);
    return granted(await openRequest(this.db, caller, input, () => this.at(hours))).number;
  }

  async decided(
    by: string,
    number: number,
    decision: "approve" | "reject",
    comment: string | null,
    hours: number,
  ): Promise<void> {
    const caller = await this.tenant.as(by);
    granted(await castVote(this.db, caller, { number, decision, comment }, { clock: () => this.at(hours) }));
  }

  async cancelled(by: string, number: number, reason: string, hours: number): Promise<void> {
    const caller = await this.tenant.as(by);
    granted(await cancelRequest(this.db, caller, { number, reason }, () => this.at(hours)));
  }

  /** What the clock does to a request that nobody decided. */
  async expired(number: number, hours: number): Promise<void> {
    const { organizationId } = this.tenant;
    const acting = { organizationId, caller: null, clock: () => this.at(hours) };
    granted(await execute(this.db, acting, { number }, () => ({ type: "expire", actor: systemActor })));
  }
}
