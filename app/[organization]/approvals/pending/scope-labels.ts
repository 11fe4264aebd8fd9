import type { PendingScope } from "@/lib/approvals/loaders-pending";

export const scopeLabels: Record<PendingScope, string> = {
  me: "For me",
  mine: "Mine",
  all: "All open",
};
