import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { databasePool } from "@/db/client";
import { useDatabase } from "@/db/testing/database";
import { serveHeldToDocument } from "./_testing/held-to-document";
import {
  makeShop,
  type Shop,
  useApprovals,
  useCatalogue,
  useDeployments,
  useDirectory,
  useOperations,
  useOtherWays,
  useWebhooks,
  useWorkflows,
} from "./_testing/whole-api";

const database = useDatabase();
let served: Awaited<ReturnType<typeof serveHeldToDocument>>;
let shop: Shop;

beforeAll(async () => {
  served = await serveHeldToDocument();
  shop = await makeShop(database.db, served.as);
  // Every POST is sent with a key: one that asks for a second connection within its transaction waits in vain.
  Object.assign(databasePool().options, { max: 1, connectionTimeoutMillis: 5000 });
});
afterAll(() => served.close());

describe("requests and answers are as the OpenAPI document says", () => {
  test("catalogue, builds, environments and configuration", () => useCatalogue(shop));
  test("members, roles, groups and tokens", () => useDirectory(shop));
  test("workflows, profiles and bindings", () => useWorkflows(shop));
  test("approval requests", () => useApprovals(shop));
  test("starting, overriding and delegating", () => useOtherWays(shop));
  test("webhooks", () => useWebhooks(shop));
  test("what other systems ask for and do", () => useOperations(shop));
  test("deployments", () => useDeployments(shop, database.pool));
  test("the record", async () => {
    await shop.admin("GET", "/audit-events?limit=100&type=project.created");
    await shop.admin("POST", "/audit-events/verify");
  });

  test("and no operation of the document was left out", () => {
    const all = served.document.operations.map(({ operation }) => operation.operationId);
    expect(all.filter((id) => !served.exercised.has(id))).toEqual([]);
  });
});

describe("what the document does not allow, the server refuses as the document says", () => {
  /** An address of each operation; what it names need not be there. */
  const operations = () =>
    served.document.operations.map(({ method, template, operation }) => ({
      method,
      operation,
      path: template
        .replace("/api/v1", "")
        .replaceAll("{number}", "1")
        .replaceAll(/\{\w+\}/g, "shop"),
    }));

  test("nobody gets in without a token", async () => {
    for (const { method, path, operation } of operations()) {
      const exchange = await served.send(null, method, path, operation.requestBody && {});
      expect([exchange.status, served.document.wrongInAnswer(exchange)], path).toEqual([401, []]);
    }
  });

  test("a field that is not described, and a query that is not", async () => {
    for (const { method, path, operation } of operations()) {
      const isList = operation.parameters?.some(({ name }) => name === "limit");
      if (!operation.requestBody && !isList) continue;
      const exchange = operation.requestBody
        ? await served.send(shop.adminToken, method, path, { surprise: true })
        : await served.send(shop.adminToken, method, `${path}?limit=0`);
      expect(served.document.wrongInRequest(exchange), path).not.toEqual([]);
      expect([exchange.status, served.document.wrongInAnswer(exchange)], path).toEqual([422, []]);
    }
  });
});
