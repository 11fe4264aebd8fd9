import { type FieldView, fieldsOf, parameterFields, typeText } from "./fields";
import { type OpenApiDocument, type Operation, referredName } from "./open-api";
import { curlOf, sampleOf } from "./sample";

export interface OperationView {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  parameters: FieldView[];
  body: FieldView[];
  /** What it answers when it is done: the status, the type in words, and its fields where it has no section. */
  answers: { status: string; type: string; shape: string | null; fields: FieldView[] }[];
  /** Statuses of problem documents that it may answer. */
  problems: string[];
  curl: string;
}

export interface ReferenceView {
  title: string;
  description: string;
  groups: { tag: string; anchor: string; operations: OperationView[] }[];
  shapes: { name: string; fields: FieldView[] }[];
  problems: { status: string; description: string }[];
}

/** The whole page from the document. `origin` is the address that people open, without a path. */
export function referenceOf(document: OpenApiDocument, origin: string): ReferenceView {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? "Other",
      view: operationView(document, origin, path, method.toUpperCase(), operation),
    })),
  );
  const tags = [...new Set(all.map(({ tag }) => tag))];
  return {
    ...document.info,
    groups: tags.map((tag) => ({
      tag,
      anchor: tag.toLowerCase().replaceAll(" ", "-"),
      operations: all.filter((one) => one.tag === tag).map(({ view }) => view),
    })),
    shapes: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      fields: fieldsOf(schema),
    })),
    problems: Object.entries(document.components.responses).map(([name, { description = "" }]) => ({
      status: name.replace(/\D/g, ""),
      description,
    })),
  };
}

function operationView(
  { components }: OpenApiDocument,
  origin: string,
  path: string,
  method: string,
  operation: Operation,
): OperationView {
  const { operationId, summary, description = null, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content["application/json"]?.schema;
  const hasKey = parameters.some(({ in: where }) => where === "header");
  const sample = body && sampleOf(body, components.schemas);
  const answers = Object.entries(responses).flatMap(([status, { content }]) => {
    const schema = content?.["application/json"]?.schema;
    if (!schema) return [];
    const shape = schema.$ref ? referredName(schema.$ref) : null;
    return [{ status, type: typeText(schema), shape, fields: shape ? [] : fieldsOf(schema) }];
  });
  return {
    id: operationId,
    method,
    path,
    summary,
    description,
    parameters: parameterFields(parameters),
    body: body ? fieldsOf(body) : [],
    answers,
    problems: Object.entries(responses).flatMap(([status, { $ref }]) => ($ref ? [status] : [])),
    curl: curlOf({ method, url: `${origin}${path}`, body: sample, hasKey }),
  };
}
