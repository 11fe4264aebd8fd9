import type { EnvironmentId } from "@/lib/kernel/ids";
import type { FieldError } from "@/lib/kernel/refusal";
import type { EnvironmentChange } from "./input-environment";
import type { EnvironmentRow, Path } from "./store-environments";

export interface WantedPaths {
  /** Undefined: not mentioned, so they stay. */
  leaving: Path[] | undefined;
  reaching: Path[] | undefined;
  errors: FieldError[];
}

/** The paths that a change asks for, from the slugs it names. */
export function wantedPaths(
  id: EnvironmentId,
  { promotesTo, promotesFrom }: Pick<EnvironmentChange, "promotesTo" | "promotesFrom">,
  all: EnvironmentRow[],
): WantedPaths {
  const errors: FieldError[] = [];
  const idsOf = (field: string, slugs: string[] | undefined) =>
    slugs?.flatMap((slug, index) => {
      const other = all.find((one) => one.slug === slug);
      if (other && other.id !== id) return [other.id];
      const message = other
        ? "A path leads to another environment"
        : `Name one of: ${
            all
              .filter((one) => one.id !== id)
              .map((one) => one.slug)
              .join(", ") || "there is no other yet"
          }`;
      errors.push({ path: `${field}.${index}`, message });
      return [];
    });
  return {
    leaving: idsOf("promotesTo", promotesTo)?.map((to) => ({ from: id, to })),
    reaching: idsOf("promotesFrom", promotesFrom)?.map((from) => ({ from, to: id })),
    errors,
  };
}

/** Which of today's paths go, and which come. */
export function pathChanges(
  id: EnvironmentId,
  before: Path[],
  { leaving, reaching }: WantedPaths,
): { removed: Path[]; added: Path[] } {
  const stays = (path: Path) => !(leaving && path.from === id) && !(reaching && path.to === id);
  const after = [...before.filter(stays), ...(leaving ?? []), ...(reaching ?? [])];
  const has = (paths: Path[], { from, to }: Path) => paths.some((one) => one.from === from && one.to === to);
  return {
    removed: before.filter((path) => !has(after, path)),
    added: after.filter((path) => !has(before, path)),
  };
}
