"use server";

import { z } from "zod";
import { promotionRequestInput } from "@/lib/approvals/input";
import { openRequest } from "@/lib/approvals/open-request";
import { configurationRows } from "@/lib/catalog/input-configuration";
import { checkAgain } from "@/lib/deploy/check-again";
import { retryDeployment } from "@/lib/deploy/retry-deployment";
import { startDeployment } from "@/lib/deploy/start-deployment";
import type { DeploymentId } from "@/lib/kernel/ids";
import type { Result } from "@/lib/kernel/result";
import { ok, refused } from "@/lib/kernel/result";
import { action } from "@/lib/transport/action";

const component = { project: z.string(), component: z.string() };
const path = { ...component, from: z.string(), to: z.string(), build: z.int().min(1) };

/** Pages show what is true after an action; nothing else of the verb's answer leaves the server. */
function done(result: Result<unknown>): Result<null> {
  return result.ok ? ok(null) : result;
}

/** Promotes along a path: directly where nothing gates it, else by using the request's approval. */
export const promoteAction = action({
  input: z.strictObject({ ...path, request: z.int().min(1).nullable() }),
  run: async (db, caller, { to, request, ...rest }) => {
    const named = request === null ? {} : { request };
    return done(await startDeployment(db, caller, { ...rest, ...named, kind: "promote", environment: to }));
  },
});

/** Makes the configuration live that was saved for an environment, or the one that the request names. Ships no other build. */
export const configureAction = action({
  input: z.strictObject({ ...component, environment: z.string(), request: z.int().min(1).nullable() }),
  run: async (db, caller, { request, ...rest }) => {
    const named = request === null ? {} : { request };
    return done(await startDeployment(db, caller, { ...rest, ...named, kind: "configure" }));
  },
});

/** Brings back what was live in an environment: the same again, or a build that ran there before (engine.md, rule 10). */
export const deployAgainAction = action({
  input: z.strictObject({
    ...component,
    environment: z.string(),
    kind: z.enum(["redeploy", "rollback"]),
    build: z.int().min(1),
    request: z.int().min(1).nullable(),
  }),
  run: async (db, caller, { request, ...rest }) => {
    const named = request === null ? {} : { request };
    return done(await startDeployment(db, caller, { ...rest, ...named }));
  },
});

/** Asks for what needs an approval: what the drawer Request Approval sends. Refused fields carry the drawer's names. */
export const requestPromotionAction = action({
  input: z.strictObject({
    ...path,
    kind: z.enum(["promote", "configure", "rollback"]),
    configuration: z.enum(["keep", "copy"]),
    edited: z
      .strictObject({ rows: configurationRows, unset: z.array(z.string().max(200)).max(500) })
      .optional(),
    message: promotionRequestInput.shape.message,
  }),
  run: async (db, caller, { message, configuration: chosen, edited, ...asked }) => {
    const configuration = edited ? { set: edited.rows, unset: edited.unset } : chosen;
    const subject = { ...asked, configuration };
    const result = done(
      await openRequest(db, caller, { workflow: "environment-promotion", subject, message }),
    );
    if (result.ok || !result.refusal.errors) return result;
    const errors = result.refusal.errors.map((error) => ({
      ...error,
      path: error.path.replace(/^subject\./u, ""),
    }));
    return refused({ ...result.refusal, errors });
  },
});

export const retryAction = action({
  input: z.strictObject({ deployment: z.string() }),
  run: async (db, caller, { deployment }) =>
    done(await retryDeployment(db, caller, { id: deployment as DeploymentId })),
});

/** Looks outside again whether an environment runs what was deployed last. */
export const checkAgainAction = action({
  input: z.strictObject({ ...component, environment: z.string() }),
  run: async (db, caller, input) => done(await checkAgain(db, caller, input)),
});
