import type { FieldError } from "./refusal";

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const deepest = 32;

/**
 * The first thing in a JSON value that cannot be stored as it was sent (engine.md, rule 13), or null: NUL characters,
 * halves of a character pair, numbers beyond a double's, the field name `__proto__`, which objects lose, and nesting
 * without end.
 */
export function unstorable(value: unknown, path: readonly string[] = []): FieldError | null {
  if (typeof value === "string") {
    const wrong = textProblem(value);
    return wrong === null ? null : { path: path.join("."), message: wrong };
  }
  if (typeof value === "number" && !Number.isFinite(value))
    return { path: path.join("."), message: "This number is too large." };
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= deepest) return { path: path.join("."), message: "This is nested too deeply." };
  for (const [key, inner] of Object.entries(value)) {
    if (key === "__proto__")
      return { path: [...path, key].join("."), message: "No field can have this name." };
    const wrong = textProblem(key);
    if (wrong !== null) return { path: path.join("."), message: wrong };
    const found = unstorable(inner, [...path, key]);
    if (found) return found;
  }
  return null;
}

function textProblem(text: string): string | null {
  if (text.includes("\0")) return "Take the NUL character (U+0000) out.";
  return loneSurrogate.test(text) ? "Take the half of a character pair (a lone surrogate) out." : null;
}
