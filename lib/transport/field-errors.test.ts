import { expect, test } from "vitest";
import { z } from "zod";
import { fieldErrors } from "./field-errors";

test("a wrong field is named as the sender wrote it, an unknown one at its own path", () => {
  const schema = z.strictObject({ commits: z.array(z.strictObject({ sha: z.string() })) });
  const { error } = schema.safeParse({ commits: [{ sha: 1, shaa: "x" }], more: true });
  expect(fieldErrors(error as z.ZodError).map(({ path }) => path)).toEqual([
    "commits.0.sha",
    "commits.0.shaa",
    "more",
  ]);
});
