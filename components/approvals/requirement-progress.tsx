interface RequirementProgressProps {
  name: string;
  approvals: number;
  requiredApprovals: number;
}

/** A segment per needed approval, up to six; the words say the same. */
export function RequirementProgress({ name, approvals, requiredApprovals }: RequirementProgressProps) {
  const segments = Array.from({ length: Math.min(requiredApprovals, 6) }, (_, index) => index < approvals);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden="true" className="flex shrink-0 gap-0.5">
        {segments.map((isFilled, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the segments have no identity but their place
            key={index}
            className={`h-1.5 w-4 rounded-full ${isFilled ? "bg-success" : "bg-default"}`}
          />
        ))}
      </span>
      <span>
        {name}{" "}
        <span className="whitespace-nowrap text-muted">
          {approvals} of {requiredApprovals}
        </span>
      </span>
    </span>
  );
}
