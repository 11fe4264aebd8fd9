import type { z } from "zod";
import type { FieldError } from "@/lib/kernel/refusal";

/** Zod's issues as field errors: the path dotted as the sender wrote it, an unknown field at its own path. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: dotted([...issue.path, key]), message: "This field is not known." }))
      : [{ path: dotted(issue.path), message: issue.message }],
  );
}

function dotted(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
