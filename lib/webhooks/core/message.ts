import type { WebhookEvent } from "./webhook-events";

/** What a message tells: which event, of what, and what that looked like right after it. */
export interface Told {
  /** Of the event: the same in every message and attempt that tells of it. */
  id: string;
  event: WebhookEvent;
  at: Date;
  /** Of the subject, unique in its organization: a request's number, a deployment's id. */
  subjectId: string;
  content: Record<string, unknown>;
  more: Record<string, unknown>;
}

/** The version of CDEvents whose shape a message has, and of our own events in it. */
const shape = "0.4.1";
const eventVersion = "0.1.0";

/**
 * A message in the shape of a CDEvent of a tool's own (cdevents.dev, Custom events): `context` says what happened when,
 * `subject` to what. `source` is the address of the organization, within which subjects are unique.
 */
export function messageOf(source: string, told: Told) {
  const [subject, predicate] = told.event.split(".");
  const type = `countersign-${subject}`;
  return {
    context: {
      version: shape,
      id: told.id,
      source,
      type: `dev.cdeventsx.${type}.${predicate}.${eventVersion}`,
      timestamp: told.at.toISOString(),
    },
    subject: { id: told.subjectId, source, type, content: told.content },
    customData: { event: told.event, ...told.more },
    customDataContentType: "application/json",
  };
}
