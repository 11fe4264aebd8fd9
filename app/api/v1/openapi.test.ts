import { expect, test } from "vitest";
import { api } from "./api";

interface Operation {
  operationId?: string;
  summary?: string;
  requestBody?: { content: Record<string, { schema?: object }> };
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

async function document(): Promise<{ openapi: string; paths: Record<string, Record<string, Operation>> }> {
  const response = await api.request("/api/v1/openapi.json");
  expect(response.status).toBe(200);
  return response.json();
}

test("the OpenAPI document is public and describes every operation with a name and schemas", async () => {
  const { openapi, paths } = await document();
  expect(openapi).toBe("3.1.0");
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method} ${path}`,
      method,
      ...operation,
    })),
  );
  expect(operations.length).toBeGreaterThan(20);
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { name, operationId, summary, method, requestBody, responses } of operations) {
    expect(operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary, name).toBeTruthy();
    if (method === "put" || method === "patch") expect(requestBody, name).toBeDefined();
    if (requestBody) expect(requestBody.content["application/json"]?.schema, name).toBeDefined();
    const [status = "", answer] = Object.entries(responses).find(([code]) => code.startsWith("2")) ?? [];
    expect(status, name).toMatch(/^20[01]$/);
    expect(answer?.content?.["application/json"]?.schema, name).toBeDefined();
    expect(responses.default?.content?.["application/problem+json"]?.schema, name).toBeDefined();
  }
});

test("every path of the document is under the address that serves it", async () => {
  const { paths } = await document();
  expect(Object.keys(paths).filter((path) => !/^\/api\/v1\/(?!api)[a-z]/.test(path))).toEqual([]);
});
