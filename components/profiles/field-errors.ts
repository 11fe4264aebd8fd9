import { type ActionFailure, errorAt } from "@/components/ui/action-result";
import type { RulesCheck } from "./use-rules-check";

const aboutFields = ["invalid_input", "rules_unsatisfiable"];

/**
 * What stands beside the fields: nothing before the first Save, since rules that somebody is still typing are wrong in
 * many places; after a refused one what is wrong now, so that a corrected field is quiet at once.
 */
export function fieldErrorsOf(failure: ActionFailure | null, { answer, isCurrent }: RulesCheck) {
  const isAboutFields = failure !== null && aboutFields.includes(failure.code);
  const others = failure?.errors?.filter(({ path }) => !path.startsWith("rules.")) ?? [];
  const live = isAboutFields && isCurrent ? answer?.errors : null;
  const errors = live ? [...others, ...live] : (failure?.errors ?? []);
  const shown = failure && isAboutFields && errors.length === 0 ? null : failure;
  const held: ActionFailure | null = failure && { ...failure, errors };
  return { failure: shown, errorAt: (path: string) => errorAt(held, `rules.${path}`) };
}
