/**
 * Something that does not fit. `chain` is `organization`, `roots` or `request/12` (the id, where no request has it);
 * `sequence` is of the first event or root concerned. `tail_missing`: the end was cut off. `row_differs`: a request is
 * stored otherwise than its events tell.
 */
export interface Problem {
  chain: string;
  sequence: number;
  kind: ProblemKind;
  message: string;
}

export const problemKinds = ["missing", "unlinked", "changed", "tail_missing", "row_differs"] as const;
type ProblemKind = (typeof problemKinds)[number];

export interface Verification {
  ok: boolean;
  checked: { requests: number; events: number; roots: number };
  problems: Problem[];
}

/** More would tell nothing new. */
const mostProblems = 1000;

/** Collects what was checked and the first problem of every chain. */
export function findings() {
  const checked = { requests: 0, events: 0, roots: 0 };
  const problems = new Map<string, Problem>();
  return {
    checked,
    report(chain: string, problem: Omit<Problem, "chain"> | null): void {
      if (problem && !problems.has(chain) && problems.size < mostProblems)
        problems.set(chain, { chain, ...problem });
    },
    result: (): Verification => ({ ok: problems.size === 0, checked, problems: [...problems.values()] }),
  };
}

export type Findings = ReturnType<typeof findings>;
