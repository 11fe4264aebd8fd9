import type { FieldError } from "./refusal";

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * The first text in a value that cannot be stored as it was sent (engine.md, rule 13), or null: NUL characters, halves
 * of a character pair, and the field name `__proto__`, which objects lose.
 */
export function unstorableText(value: unknown, path = ""): FieldError | null {
  if (typeof value === "string") {
    if (value.includes("\0")) return { path, message: "Take the NUL character (U+0000) out." };
    if (loneSurrogate.test(value)) return { path, message: "Take out the half of a surrogate pair." };
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (key === "__proto__") return { path: at, message: "No field can have this name." };
    const wrong = unstorableText(key, path) ?? unstorableText(inner, at);
    if (wrong) return wrong;
  }
  return null;
}
