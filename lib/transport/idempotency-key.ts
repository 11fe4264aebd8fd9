import { invalidField } from "@/lib/kernel/refusal";

/** The header that makes a POST safe to repeat, and the one that says that an answer is the first one again. */
export const keyHeader = "Idempotency-Key";
export const replayedHeader = "Idempotency-Replayed";

export const keyMalformed = invalidField(
  keyHeader,
  "Send 1 to 255 visible ASCII characters, such as a UUID.",
);
export const keyOfOtherBody = invalidField(
  keyHeader,
  "This key was sent with another body in the last 24 hours. Send a new key with a new body.",
);
/** For what could be done twice by a repeat, such as a second vote of the same person. */
export const keyNeeded = invalidField(
  keyHeader,
  "These rules let a person vote more than once, so a repeat would count again: send a key of your own making.",
);
