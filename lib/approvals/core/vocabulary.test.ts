import { expect, test } from "vitest";
import * as words from "./vocabulary";

/** Stored, and part of the API: a word that changes here is a migration and a new version of the API. */
test("the words are those of engine.md", () => {
  const { isOpen: _, ...lists } = words;
  expect(lists).toEqual({
    workflows: ["environment-promotion", "api-subscription", "certificate-operation", "external"],
    enforcedWorkflows: ["environment-promotion"],
    deploymentKinds: ["promote", "configure", "redeploy", "rollback", "deploy"],
    requestableKinds: ["promote", "configure", "deploy", "rollback"],
    gatedKinds: ["promote", "configure", "deploy"],
    requestStates: ["new", "waiting", "approved", "rejected", "cancelled", "expired", "superseded"],
    closedStates: ["approved", "rejected", "cancelled", "expired", "superseded"],
    useStates: ["none", "ready", "running", "used", "lapsed", "revoked", "superseded"],
    decisions: ["approve", "reject"],
  });
});

test("a request is open until it is decided", () => {
  expect(words.requestStates.filter(words.isOpen)).toEqual(["new", "waiting"]);
});
