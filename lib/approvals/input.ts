import { z } from "zod";
import { configurationChoice } from "@/lib/catalog/input-shipment";
import { unstorable } from "@/lib/kernel/storable";
import { approvalRulesSchema } from "./core/rules";
import { certificateActions, decisions, requestableKinds } from "./core/vocabulary";

/** Text that people write: stored as it was sent, so what cannot be stored is said beside the field. */
const text = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max.toLocaleString("en")} characters.`)
    .superRefine((value, context) => {
      const wrong = unstorable(value);
      if (wrong) context.addIssue({ code: "custom", message: wrong.message });
    });

/** What a number column holds. */
const number = z.int().min(1).max(2_147_483_647);
const optionalText = text(4000)
  .trim()
  .transform((value) => (value === "" ? null : value))
  .nullish()
  .transform((value) => value ?? null);

export const promotionRequestInput = z.strictObject({
  workflow: z.literal("environment-promotion"),
  subject: z.strictObject({
    project: z.string(),
    component: z.string(),
    /** Left out: a promotion from another environment; from an environment to itself its configuration, or a deployment of the build named. */
    kind: z.enum(requestableKinds).optional(),
    /** Needed for a promotion; everything else stays in its environment. */
    from: z.string().optional(),
    to: z.string(),
    build: number.optional(),
    configuration: configurationChoice.default("keep"),
  }),
  /** Member id or e-mail: the person a pipeline asks for. Required from a service account. */
  startedBy: z.string().min(1).optional(),
  message: optionalText,
});
export type PromotionRequestInput = z.output<typeof promotionRequestInput>;

/** A name that another system uses: kept as it is, without space around it. */
const nameThere = (max: number) => text(max).trim().min(1, "Give it a value.");
/** Any JSON; the doorway has refused what cannot be stored. */
const details = z
  .unknown()
  .optional()
  .transform((value) => value ?? null)
  .meta({ description: "Any JSON: shown to reviewers, and part of what is approved" });
const asked = { startedBy: z.string().min(1).optional(), message: optionalText };

export const externalRequestInput = z
  .strictObject({
    workflow: z.literal("external"),
    project: z.string(),
    pipeline: nameThere(200).nullish(),
    run: z
      .union([nameThere(200), z.int().transform(String)])
      .nullish()
      .meta({ description: "A number is kept as a text" }),
    name: nameThere(200),
    attempt: number.default(1),
    resource: nameThere(500),
    action: nameThere(200),
    details,
    /** A profile of the organization's, instead of the one that is bound to this. */
    profile: z.string().min(1).max(100).optional(),
    /** Rules for this request alone: needs `request.set_rules`. */
    rules: approvalRulesSchema.optional(),
    ...asked,
  })
  .refine(({ profile, rules }) => profile === undefined || rules === undefined, {
    path: ["rules"],
    message: "Give a profile or rules, not both.",
  });
export type ExternalRequestInput = z.output<typeof externalRequestInput>;

export const certificateRequestInput = z.strictObject({
  workflow: z.literal("certificate-operation"),
  resource: nameThere(500),
  action: z.enum(certificateActions),
  details,
  ...asked,
});
export type CertificateRequestInput = z.output<typeof certificateRequestInput>;

/** What `POST /approval-requests` takes: its workflow says which. */
export const openRequestInput = z.discriminatedUnion("workflow", [
  promotionRequestInput,
  externalRequestInput,
  certificateRequestInput,
]);
export type OpenRequestInput = z.output<typeof openRequestInput>;

/** What is about to be done under an approval: exactly what was approved, else it is stale. */
export const spendInput = z.strictObject({
  number,
  resource: nameThere(500),
  action: nameThere(200),
  details,
});
export type SpendInput = z.output<typeof spendInput>;

export const completeInput = z.strictObject({
  number,
  id: z.string(),
  outcome: z.enum(["succeeded", "failed"]),
});
export type CompleteInput = z.output<typeof completeInput>;

export const voteInput = z.strictObject({
  number,
  decision: z.enum(decisions),
  comment: optionalText,
  requirement: z.string().min(1).nullish(),
  onBehalfOf: z.string().min(1).nullish(),
  seen: z.strictObject({ step: z.string(), fingerprint: z.string() }).optional(),
});
export type VoteInput = z.output<typeof voteInput>;

export const cancelInput = z.strictObject({ number, reason: optionalText });
export type CancelInput = z.output<typeof cancelInput>;

export const commentInput = z.strictObject({ number, text: text(4000).trim().min(1, "Write something.") });
export type CommentInput = z.output<typeof commentInput>;

export const revokeInput = z.strictObject({ number, reason: text(4000).trim().default("") });
export type RevokeInput = z.output<typeof revokeInput>;

export const remindInput = z.strictObject({ number });
export type RemindInput = z.output<typeof remindInput>;

export const startInput = z.strictObject({ number });
export type StartInput = z.output<typeof startInput>;

/** The longest that a read can wait for a change, in seconds. */
const longestWait = 30;
export const waitInput = z.coerce
  .number("Give seconds, from 0 to 30.")
  .int("Give whole seconds, from 0 to 30.")
  .min(0, "Give seconds, from 0 to 30.")
  .max(longestWait, `The longest wait is ${longestWait} seconds. Ask again after it.`)
  // Coercion would take null, too; an address holds texts.
  .meta({ type: "integer", minimum: 0, maximum: longestWait, default: 0 });

/** Without a reason it is `reason_required`, after everything else that speaks against it. */
export const overrideInput = z.strictObject({
  number,
  decision: z.enum(decisions),
  reason: text(4000).trim().default(""),
});
export type OverrideInput = z.output<typeof overrideInput>;
