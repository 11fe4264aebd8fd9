import type { Workflow } from "@/lib/approvals/core/vocabulary";

/** How people call a workflow, and what it gates (product.md, 1). */
export const workflowWords: Record<Workflow, { name: string; gates: string }> = {
  "environment-promotion": {
    name: "Environment Promotion",
    gates: "A build's or configuration's way into an environment",
  },
  "api-subscription": { name: "API Subscription", gates: "An application's subscription to an API" },
  "certificate-operation": {
    name: "Certificate Operations",
    gates: "Issuing, renewing, rekeying and revoking certificates",
  },
  external: { name: "External Requests", gates: "What pipelines and other systems ask for" },
};
