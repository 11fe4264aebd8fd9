/** How many approvals a requirement can ask for. */
export const requiredApprovalsLimits = { least: 1, most: 100 } as const;

export const requiredApprovalsSentences = {
  notWhole: "Give a whole number.",
  tooFew: "At least 1 approval is needed.",
  tooMany: "At most 100 approvals can be asked for.",
} as const;

/** What is wrong with this number of approvals, beside its field; undefined when nothing is. */
export function requiredApprovalsProblem(approvals: number): string | undefined {
  const { least, most } = requiredApprovalsLimits;
  if (!Number.isInteger(approvals)) return requiredApprovalsSentences.notWhole;
  if (approvals < least) return requiredApprovalsSentences.tooFew;
  return approvals > most ? requiredApprovalsSentences.tooMany : undefined;
}
