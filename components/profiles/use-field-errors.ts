import { useState } from "react";
import { type ActionFailure, errorAt } from "@/components/ui/action-result";
import type { RulesCheck } from "./use-rules-check";

const aboutFields = ["invalid_input", "rules_unsatisfiable"];

/**
 * What stands beside the fields: nothing before the first Save, since rules that somebody is still typing are wrong in
 * many places; after a refused one what the last check found, so that a corrected field becomes quiet and stays it.
 */
export function useFieldErrors(refused: ActionFailure | null, { answer }: RulesCheck) {
  const [since, setSince] = useState({ refused, answer });
  if (since.refused !== refused) setSince({ refused, answer });

  const isAboutFields = refused !== null && aboutFields.includes(refused.code);
  const others = refused?.errors?.filter(({ path }) => !path.startsWith("rules.")) ?? [];
  const live = isAboutFields && answer !== since.answer ? answer?.errors : null;
  const errors = live ? [...others, ...live] : (refused?.errors ?? []);
  const failure = refused && isAboutFields && errors.length === 0 ? null : refused;
  const held: ActionFailure | null = refused && { ...refused, errors };
  return { failure, errorAt: (path: string) => errorAt(held, `rules.${path}`) };
}
