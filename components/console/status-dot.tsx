import type { ReactNode } from "react";

export type StatusTone = "running" | "waiting" | "failed" | "over";

/** For places whose words already tell the state: the dot only repeats it. */
export const statusColors: Record<StatusTone, string> = {
  running: "bg-success",
  waiting: "bg-warning",
  failed: "bg-danger",
  over: "bg-muted",
};

interface StatusDotProps {
  tone: StatusTone;
  /** The state in words, always visible: colour alone tells nothing (WCAG 1.4.1). */
  children: ReactNode;
  className?: string;
}

/** Green runs or is approved, amber waits, red failed or was rejected, grey is over. */
export function StatusDot({ tone, children, className }: StatusDotProps) {
  return (
    <span className={`dot is-${tone}${className === undefined ? "" : ` font-normal ${className}`}`}>
      {children}
    </span>
  );
}
