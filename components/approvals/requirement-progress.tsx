interface RequirementProgressProps {
  name: string;
  approvals: number;
  requiredApprovals: number;
  /** In a table that knows how it looks by itself. */
  isPlain?: boolean;
}

/** A segment per needed approval, up to six; the words say the same. */
export function RequirementProgress(props: RequirementProgressProps) {
  const { name, approvals, requiredApprovals, isPlain = false } = props;
  const segments = Array.from({ length: Math.min(requiredApprovals, 6) }, (_, index) => index < approvals);
  return (
    <p className={isPlain ? undefined : "progress"}>
      {segments.map((isFilled, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments have no identity but their place
        <i key={index} className={isFilled ? "is-filled" : undefined} />
      ))}
      {` ${name} `}
      <small>{`${approvals} of ${requiredApprovals}`}</small>
    </p>
  );
}
