import { describe, expect, test } from "vitest";
import type { About, ExternalSubject } from "./core/request-subject";
import { detailLines, subjectFacts, subjectWords } from "./subject-words";

const restart = (change: Partial<ExternalSubject> = {}): About => ({
  workflow: "external",
  subject: {
    project: { id: "prj_1" as never, slug: "shop", name: "Shop" },
    ...{ pipeline: "release", run: "812", name: "deploy-prod", attempt: 1 },
    ...{ resource: "billing-db", action: "restart", details: null },
    ...change,
  },
});

describe("what a request is about, in words", () => {
  test.each([
    [
      restart(),
      "deploy-prod of run 812 asks to restart billing-db",
      "deploy-prod of run 812, restart billing-db",
    ],
    [
      restart({ run: null, attempt: 3 }),
      "deploy-prod, attempt 3 asks to restart billing-db",
      "deploy-prod, attempt 3, restart billing-db",
    ],
    [
      {
        workflow: "certificate-operation",
        subject: { resource: "ra/tls", action: "revoke", details: null },
      } as About,
      "Revoke ra/tls",
      "revoke ra/tls",
    ],
  ])("%#", (about, title, short) => {
    expect(subjectWords(about)).toMatchObject({ title, short });
  });

  test("facts name where, what, and which run asks; what is not known is left out", () => {
    const facts = (about: About) => subjectFacts(about).map(({ name, value }) => `${name}: ${value}`);
    expect(facts(restart())).toEqual([
      "Project: Shop",
      "Resource: billing-db",
      "Action: restart",
      "Asked by system: deploy-prod",
      "Pipeline: release",
      "Run: 812",
      "Attempt: 1",
    ]);
    expect(facts(restart({ pipeline: null, run: null }))).not.toContain("Run: null");
  });
});

test.each([
  [null, []],
  ["as text", [{ key: "", value: "as text" }]],
  [[1, 2], [{ key: "", value: "[\n 1,\n 2\n]" }]],
  [
    { reason: "leak", count: 2 },
    [
      { key: "reason", value: "leak" },
      { key: "count", value: "2" },
    ],
  ],
])("details %j are shown field by field", (details, lines) => {
  expect(detailLines({ details })).toEqual(lines);
});
