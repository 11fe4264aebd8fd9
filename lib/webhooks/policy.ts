import { env } from "@/lib/env";
import type { ReceiverPolicy } from "./receiver-address";

/** Where this installation lets webhooks go. */
export function receiverPolicy(): ReceiverPolicy {
  const { ALLOW_LOCAL_GIT, WEBHOOK_ALLOW_PRIVATE } = env();
  return { allowLocal: ALLOW_LOCAL_GIT, allowPrivate: WEBHOOK_ALLOW_PRIVATE };
}
