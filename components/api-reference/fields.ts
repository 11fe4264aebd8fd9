import { type Parameter, referredName, type Schema } from "./open-api";

/** A line of a table of fields. */
export interface FieldView {
  name: string;
  /** How deep it lies in what is described: 0 is a field of the whole. */
  depth: number;
  type: string;
  /** Shapes with a section of their own that the type names. */
  shapes: string[];
  required: boolean;
  notes: string;
}

const words: Record<string, string> = { integer: "whole number", boolean: "true or false", null: "null" };

/** A schema's type in words. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return referredName(schema.$ref);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeText))].join(" or ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type ?? "anything"].flat();
  return types.map((type) => oneTypeText(type, schema)).join(" or ");
}

function oneTypeText(type: string, schema: Schema): string {
  if (type === "array") return `list of ${schema.items ? typeText(schema.items) : "anything"}`;
  const values = schema.additionalProperties;
  if (type === "object" && typeof values === "object") return `object of ${typeText(values)}`;
  if (type === "string" && schema.format === "date-time") return "instant";
  return words[type] ?? type;
}

/** Names of the document's shapes in a type. */
function shapesIn(schema: Schema): string[] {
  if (schema.$ref) return [referredName(schema.$ref)];
  const values = typeof schema.additionalProperties === "object" ? [schema.additionalProperties] : [];
  const inner = [...(schema.anyOf ?? schema.oneOf ?? []), ...(schema.items ? [schema.items] : []), ...values];
  return [...new Set(inner.flatMap(shapesIn))];
}

/** What a number column holds is no limit that anybody meets. */
const endless = 2_147_483_647;

function limits({ minimum, maximum = endless, minLength, maxLength, default: preset }: Schema): string[] {
  return [
    ...(minimum !== undefined && maximum < endless ? [`${minimum} to ${maximum}`] : []),
    ...(minimum !== undefined && maximum >= endless ? [`at least ${minimum}`] : []),
    ...(minLength === undefined && maxLength !== undefined ? [`at most ${maxLength} characters`] : []),
    ...(preset === undefined ? [] : [`default ${JSON.stringify(preset)}`]),
  ];
}

function fieldOf(name: string, schema: Schema, required: boolean, depth: number): FieldView {
  const notes = [schema.description ?? "", limits(schema).join(", ")].filter((part) => part !== "");
  return {
    name,
    depth,
    type: typeText(schema),
    shapes: shapesIn(schema),
    required,
    notes: notes.join(" · "),
  };
}

export function parameterFields(parameters: readonly Parameter[]): FieldView[] {
  return parameters.map(({ name, required = false, description, schema }) => {
    const described = description === undefined ? schema : { ...schema, description };
    return fieldOf(name, described, required, 0);
  });
}

/** The fields of a schema and of what lies within, but for shapes that have a section of their own. */
export function fieldsOf(schema: Schema, depth = 0): FieldView[] {
  if (schema.items) return fieldsOf(schema.items, depth);
  const choices = schema.anyOf ?? schema.oneOf ?? [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [
    fieldOf(name, inner, schema.required?.includes(name) ?? false, depth),
    ...fieldsOf(inner, depth + 1),
  ]);
  return [...own, ...choices.flatMap((choice) => fieldsOf(choice, depth))];
}
