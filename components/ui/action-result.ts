/** What every server action answers. `errors[].path` is dotted, as in the input; `message` is a sentence for people. */
export type ActionResult<Value = unknown> =
  | { ok: true; value?: Value }
  | {
      ok: false;
      code: string;
      message: string;
      errors?: { path: string; message: string }[];
      /** What a form can say more exactly than `message`: what differs from what was seen. */
      facts?: Record<string, unknown>;
    };

export type ActionFailure = Extract<ActionResult, { ok: false }>;

/** The sentence for one field, or undefined. A path below it ("configuration.set.KEY") counts as its own. */
export function errorAt(failure: ActionFailure | null, path: string): string | undefined {
  return failure?.errors?.find((error) => error.path === path || error.path.startsWith(`${path}.`))?.message;
}
