import { z } from "zod";
import { pageQuery } from "@/lib/catalog/input";
import { route } from "@/lib/transport/http";
import { webhookEvents } from "@/lib/webhooks/core/webhook-events";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { webhookChange, webhookInput } from "@/lib/webhooks/input";
import { loadDeliveries, loadWebhook, loadWebhooks } from "@/lib/webhooks/loaders";
import { redeliverMessage } from "@/lib/webhooks/redeliver-message";
import { switchWebhook } from "@/lib/webhooks/switch-webhook";
import { instant, named, pageOf } from "./schemas";

const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.enum(webhookEvents)).meta({ description: "Empty: all" }),
    project: z.string().nullable().meta({ description: "Null: everything in the organization" }),
    createdBy: named,
    createdAt: instant,
    disabledAt: instant.nullable(),
    disabledBecause: z
      .string()
      .nullable()
      .meta({ description: "Who turned it off, or that the receiver answered 410" }),
  })
  .meta({ id: "Webhook" });

const newWebhook = webhook
  .extend({
    secret: z
      .string()
      .meta({ description: "Signs messages (Standard Webhooks): shown here and never again" }),
  })
  .meta({ id: "NewWebhook" });

const delivery = z
  .object({
    id: z.string(),
    event: z.string().meta({ description: "The message's webhook-id, the same at every attempt" }),
    type: z.enum(webhookEvents),
    request: z.int().nullable(),
    deployment: z.string().nullable(),
    state: z.enum(["pending", "delivered", "failed"]),
    reason: z.string().nullable().meta({ description: "Why it will not be sent again by itself" }),
    createdAt: instant,
    nextAttemptAt: instant.nullable(),
    attempts: z.array(
      z.object({
        attempt: z.int(),
        at: instant,
        durationMs: z.int(),
        delivered: z.boolean(),
        status: z.int().nullable().meta({ description: "The receiver's HTTP status" }),
        answer: z.string().nullable().meta({ description: "How the receiver's answer begins" }),
        error: z.string().nullable().meta({ description: "Why there was no answer" }),
      }),
    ),
  })
  .meta({ id: "WebhookDelivery" });

const tag = "Webhooks";
const permission = "workflow.manage, request.read and catalog.read";

export const webhookRoutes = [
  route({
    method: "get",
    path: "/webhooks",
    id: "listWebhooks",
    summary: "The organization's webhooks, newest first",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(webhook),
    run: (_db, caller, input) => loadWebhooks(caller, input),
  }),
  route({
    method: "post",
    path: "/webhooks",
    id: "createWebhook",
    summary: "Have a server told of events, signed by Standard Webhooks",
    tag,
    permission,
    body: webhookInput,
    reply: newWebhook,
    status: 201,
    run: createWebhook,
  }),
  route({
    method: "get",
    path: "/webhooks/{id}",
    id: "getWebhook",
    summary: "One webhook",
    tag,
    permission,
    reply: webhook,
    run: (_db, caller, input) => loadWebhook(caller, input),
  }),
  route({
    method: "patch",
    path: "/webhooks/{id}",
    id: "switchWebhook",
    summary: "Turn a webhook off or on",
    tag,
    permission,
    body: webhookChange,
    reply: webhook,
    run: switchWebhook,
  }),
  route({
    method: "get",
    path: "/webhooks/{id}/deliveries",
    id: "listWebhookDeliveries",
    summary: "What the webhook was told, newest first, with every attempt",
    tag,
    permission,
    query: pageQuery,
    reply: pageOf(delivery),
    run: (_db, caller, input) => loadDeliveries(caller, input),
  }),
  route({
    method: "post",
    path: "/webhooks/{id}/deliveries/{delivery}/redeliver",
    id: "redeliverWebhookMessage",
    summary: "Send a message again now, under the same webhook-id",
    tag,
    permission,
    reply: delivery,
    run: redeliverMessage,
  }),
];
