import { z } from "zod";
import { slugInput } from "@/lib/catalog/input";
import { webhookEvents } from "./core/webhook-events";

export const webhookInput = z.strictObject({
  url: z
    .string()
    .max(2000, "Use at most 2000 characters")
    .meta({ examples: ["https://ci.example.com/countersign"], description: "An https address" }),
  events: z.array(z.enum(webhookEvents)).max(webhookEvents.length).default([]).meta({
    description: "Which events it is told of. Empty: all, also those that come with later versions",
  }),
  project: slugInput
    .optional()
    .meta({ description: "Only what happens in this project. Left out: everything in the organization" }),
});
export type WebhookInput = z.output<typeof webhookInput>;

export const webhookChange = z.strictObject({
  disabled: z.boolean().meta({ description: "Off: it is told of nothing that happens meanwhile" }),
});
export type WebhookChange = z.output<typeof webhookChange>;
