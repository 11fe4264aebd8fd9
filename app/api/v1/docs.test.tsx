import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, test } from "vitest";
import { ApiReference } from "@/components/api-reference/api-reference";
import { type ReferenceView, referenceOf } from "@/components/api-reference/reference";
import { sampleOf } from "@/components/api-reference/sample";
import { ApiDocument } from "./_testing/document";
import { api } from "./api";

// biome-ignore lint/suspicious/noExplicitAny: a document that its own test describes
let document: any;
let reference: ReferenceView;
let html: string;

beforeAll(async () => {
  document = await (await api.request("/api/v1/openapi.json")).json();
  reference = referenceOf(document, "https://countersign.example");
  html = renderToStaticMarkup(<ApiReference reference={reference} />);
});

test("every operation and every shape has an anchor, and every link within the page leads somewhere", () => {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const judge = new ApiDocument(document);
  for (const { operation } of judge.operations) expect(ids).toContain(operation.operationId);
  for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(`shape-${name}`);
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.includes(id))).toEqual([]);
});

test("the body of every command is one that the document allows", () => {
  const judge = new ApiDocument(document);
  for (const { method, template, operation } of judge.operations) {
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    const requestBody = schema && sampleOf(schema, document.components.schemas);
    const path = template.replaceAll("{number}", "1").replaceAll(/[{}]/g, "");
    const sent = { method, path, requestHeaders: {}, requestBody };
    expect(judge.wrongInRequest(sent), `${method} ${template} ${JSON.stringify(requestBody)}`).toEqual([]);
  }
});

test("a command names its variables, and a POST its key", () => {
  const all = reference.groups.flatMap(({ operations }) => operations);
  expect(all.find(({ id }) => id === "addComment")?.curl).toBe(
    `curl -X POST "https://countersign.example/api/v1/approval-requests/$NUMBER/comments" \\
  -H "Authorization: Bearer $COUNTERSIGN_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H "Content-Type: application/json" \\
  -d '{
  "text": "text"
}'`,
  );
  expect(all.find(({ id }) => id === "getMe")?.curl).toBe(
    `curl "https://countersign.example/api/v1/me" \\
  -H "Authorization: Bearer $COUNTERSIGN_TOKEN"`,
  );
});

test("nothing is loaded from elsewhere and no script or style is written into the page", () => {
  expect(html).not.toMatch(/<script|<style|<link|<img|style="|src="/);
});
