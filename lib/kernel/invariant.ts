/** Throws a defect when `condition` does not hold. For what must be true whatever people type; never for bad input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}

/** Makes the compiler prove that every case of a union was handled. Throws when data from outside broke the type. */
export function never(value: never): never {
  throw new Error(`invariant: unexpected value ${JSON.stringify(value)}`);
}
