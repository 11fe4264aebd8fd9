import { z } from "zod";
import { configurationChoice } from "@/lib/catalog/input-shipment";
import { unstorable } from "@/lib/kernel/storable";
import { decisions, requestableKinds } from "./core/vocabulary";

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

export const startInput = z.strictObject({ number });
export type StartInput = z.output<typeof startInput>;

/** Without a reason it is `reason_required`, after everything else that speaks against it. */
export const overrideInput = z.strictObject({
  number,
  decision: z.enum(decisions),
  reason: text(4000).trim().default(""),
});
export type OverrideInput = z.output<typeof overrideInput>;
