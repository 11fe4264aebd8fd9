import type { Refusal } from "./refusal";

/** What a verb answers: a value, or a refusal with a code from the closed list. Defects and outages are thrown. */
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
