/** Throws a defect when `condition` does not hold. For what must be true whatever people type; never for bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}
