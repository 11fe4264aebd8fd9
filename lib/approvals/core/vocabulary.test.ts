import { expect, test } from "vitest";
import * as words from "./vocabulary";

/** Stored, and part of the API: a word that changes here is a migration and a new version of the API. */
test("the words are those of engine.md", () => {
  const { isOpen: _, isEnforced: __, ...lists } = words;
  expect(lists).toEqual({
    workflows: ["environment-promotion", "api-subscription", "certificate-operation", "external"],
    enforcedWorkflows: ["environment-promotion", "certificate-operation", "external"],
    certificateActions: ["issue", "renew", "rekey", "revoke"],
    deploymentKinds: ["promote", "configure", "redeploy", "rollback", "deploy"],
    requestableKinds: ["promote", "configure", "deploy", "rollback"],
    gatedKinds: ["promote", "configure", "deploy"],
    requestStates: ["new", "waiting", "approved", "rejected", "cancelled", "expired", "superseded"],
    closedStates: ["approved", "rejected", "cancelled", "expired", "superseded"],
    historyStates: ["approved", "rejected", "cancelled", "expired", "superseded", "overridden"],
    useStates: ["none", "ready", "running", "used", "lapsed", "revoked", "superseded"],
    ruleChoosers: ["profile", "requester"],
    decisions: ["approve", "reject"],
  });
});

test("a request is open until it is decided", () => {
  expect(words.requestStates.filter(words.isOpen)).toEqual(["new", "waiting"]);
});

test("three of four workflows are enforced; the fourth is coming", () => {
  expect(words.workflows.filter((one) => !words.isEnforced(one))).toEqual(["api-subscription"]);
});
