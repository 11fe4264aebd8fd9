import type { CertificateAction, Workflow } from "@/lib/approvals/core/vocabulary";

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

/** The rules of one certificate operation alone. */
export const actionWords: Record<CertificateAction, { name: string; gates: string }> = {
  issue: { name: "Certificate Operations: issue", gates: "Issuing, by rules of its own" },
  renew: { name: "Certificate Operations: renew", gates: "Renewing, by rules of its own" },
  rekey: { name: "Certificate Operations: rekey", gates: "Rekeying, by rules of its own" },
  revoke: { name: "Certificate Operations: revoke", gates: "Revoking, by rules of its own" },
};
