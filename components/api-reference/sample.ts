import { referredName, type Schema } from "./open-api";

/** The smallest value that a schema allows: what has to be sent, and where nothing has to be, the first thing that can. */
export function sampleOf(schema: Schema, shapes: Record<string, Schema>, name = "text"): unknown {
  if (schema.$ref) return sampleOf(shapes[referredName(schema.$ref)] ?? {}, shapes, name);
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sampleOf(choice, shapes, name);
  const [type] = [schema.type ?? "string"].flat();
  if (type === "object") return sampleObject(schema, shapes);
  if (type === "array") return schema.minItems && schema.items ? [sampleOf(schema.items, shapes, name)] : [];
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  if (type === "boolean") return true;
  return textFor(schema, name);
}

function sampleObject(schema: Schema, shapes: Record<string, Schema>): Record<string, unknown> {
  const { properties = {}, required = [] } = schema;
  const [first] = Object.keys(properties);
  const shown = required.length > 0 || first === undefined ? required : [first];
  return Object.fromEntries(shown.map((name) => [name, sampleOf(properties[name] ?? {}, shapes, name)]));
}

function textFor({ format }: Schema, name: string): string {
  if (format === "date-time") return "2026-01-31T12:00:00Z";
  if (format === "email") return "somebody@example.com";
  if (format === "uri") return "https://example.com";
  return name;
}

interface Call {
  method: string;
  url: string;
  /** Undefined: the operation takes none. */
  body: unknown;
  hasKey: boolean;
}

/** A command for a shell that has the token, and what the path names, in variables. */
export function curlOf({ method, url, body, hasKey }: Call): string {
  const address = url.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const json = body === undefined ? null : JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  const lines = [
    method === "GET" ? `curl "${address}"` : `curl -X ${method} "${address}"`,
    '-H "Authorization: Bearer $COUNTERSIGN_TOKEN"',
    ...(hasKey ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(json === null ? [] : ['-H "Content-Type: application/json"', `-d '${json}'`]),
  ];
  return lines.join(" \\\n  ");
}
