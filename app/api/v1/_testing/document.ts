import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";

interface Schema {
  [keyword: string]: unknown;
}
interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}
interface Content {
  content?: Record<string, { schema: Schema }>;
  headers?: Record<string, Schema>;
}
export interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content & { $ref?: string }>;
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Schema>>;
}

/** What goes over the wire. Names of headers have small letters. */
interface Sent {
  method: string;
  path: string;
  requestHeaders: Record<string, string>;
  requestBody: unknown;
}
export interface Exchange extends Sent {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The published document as a judge of requests and answers. */
export class ApiDocument {
  readonly operations: { method: string; template: string; operation: Operation }[];
  private readonly ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenApi) {
    this.operations = Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        template,
        operation,
      })),
    );
  }

  /** The operation of a request, with the values of its path's parameters. */
  find(method: string, pathname: string) {
    for (const one of this.operations) {
      const names = [...one.template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const form = new RegExp(`^${one.template.replaceAll(/\{\w+\}/g, "([^/]+)")}$`);
      const values = method === one.method ? form.exec(pathname)?.slice(1) : undefined;
      if (values)
        return { ...one, named: Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""])) };
    }
    throw new Error(`the document has no ${method} ${pathname}`);
  }

  /** What of a request the document does not allow. Empty: nothing. */
  wrongInRequest({ method, path, requestHeaders, requestBody }: Sent): string[] {
    const url = new URL(path, "http://localhost");
    const { operation, named } = this.find(method, url.pathname);
    const given = {
      path: named,
      query: Object.fromEntries(url.searchParams),
      header: requestHeaders,
    } satisfies Record<Parameter["in"], Record<string, string>>;
    const parameters = operation.parameters ?? [];
    const unknown = Object.keys(given.query).filter(
      (name) => !parameters.some((known) => known.in === "query" && known.name === name),
    );
    const wrong = parameters.flatMap(({ name, in: where, required, schema }) => {
      const value = given[where][where === "header" ? name.toLowerCase() : name];
      if (value === undefined) return required ? [`${where} parameter ${name} is missing`] : [];
      return this.wrongIn(schema, schema.type === "integer" ? Number(value) : value, `parameter ${name}`);
    });
    const body = operation.requestBody?.content?.["application/json"]?.schema;
    if (body) wrong.push(...this.wrongIn(body, requestBody ?? {}, "request body"));
    else if (requestBody !== undefined) wrong.push("a body is sent where the document has none");
    return [...unknown.map((name) => `query parameter ${name} is not known`), ...wrong];
  }

  /** What of an answer the document does not say: its status, type, headers, and every field of its body. */
  wrongInAnswer({ method, path, status, headers, body }: Exchange): string[] {
    const { operation } = this.find(method, new URL(path, "http://localhost").pathname);
    const described = this.resolve<Content>(operation.responses[String(status)]);
    if (!described) return [`the status ${status} is not described`];
    const type = headers.get("content-type") ?? "";
    const schema = described.content?.[type]?.schema;
    if (!schema) return [`${status} is not described as ${type}`];
    const missing = Object.entries(described.headers ?? {}).filter(
      ([name, header]) => this.resolve<Schema>(header)?.required === true && !headers.has(name),
    );
    return [
      ...missing.map(([name]) => `the header ${name} is missing`),
      ...this.wrongIn(this.closed(schema), body, `${status} answer`),
    ];
  }

  private wrongIn(schema: Schema, value: unknown, where: string): string[] {
    const whole = JSON.stringify({ ...schema, components: this.document.components });
    const validate = this.compiled.get(whole) ?? this.ajv.compile(JSON.parse(whole));
    this.compiled.set(whole, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }: ErrorObject) =>
        `${where} ${instancePath}: ${message} ${JSON.stringify(params)}`,
    );
  }

  /** The same schema without its references, where a field that is not described is one too many. */
  private closed(schema: Schema): Schema {
    const own = this.resolve<Schema>(schema) ?? {};
    if (own.allOf) throw new Error("allOf cannot be closed by additionalProperties");
    const inner = Object.fromEntries(
      Object.entries(own).map(([keyword, value]) => [keyword, this.closedValue(keyword, value)]),
    );
    return own.properties && own.additionalProperties === undefined
      ? { ...inner, additionalProperties: false }
      : inner;
  }

  private closedValue(keyword: string, value: unknown): unknown {
    if (keyword === "properties")
      return Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, schema]) => [name, this.closed(schema)]),
      );
    if (keyword === "anyOf" || keyword === "oneOf")
      return (value as Schema[]).map((schema) => this.closed(schema));
    const isSchema = keyword === "items" || keyword === "additionalProperties";
    return isSchema && typeof value === "object" && value !== null ? this.closed(value as Schema) : value;
  }

  private resolve<T>(part: { $ref?: string } | Schema | undefined): T | undefined {
    const reference = part?.$ref;
    if (typeof reference !== "string") return part as T | undefined;
    const [, , kind = "", name = ""] = reference.split("/");
    const found = this.document.components[kind]?.[name];
    if (!found) throw new Error(`${reference} leads nowhere`);
    return found as T;
  }
}
