import { expect, test } from "vitest";
import { bindingFrom, emptyBinding } from "./binding-form";

const promotion = { ...emptyBinding, workflow: "environment-promotion" as const };

test("a binding for everything names the profile, the targets and what a gate always holds for", () => {
  expect(bindingFrom(promotion, "Production")).toEqual({
    workflow: "environment-promotion",
    profile: "Production",
    targets: "critical",
    kinds: ["promote", "configure", "deploy"],
  });
});

test("what is filled in is sent, what is empty holds for all", () => {
  const form = { ...promotion, project: "shop", to: "production", from: " ", gatesRollback: true };
  expect(bindingFrom(form, "Production")).toMatchObject({
    project: "shop",
    to: "production",
    kinds: ["promote", "configure", "deploy", "rollback"],
  });
  expect(bindingFrom(form, "Production")).not.toHaveProperty("from");
});

test("what other systems do is bound by resource and action, never by places", () => {
  const form = {
    ...emptyBinding,
    project: "shop",
    to: "production",
    resource: "RA internal",
    action: "revoke",
  };
  expect(bindingFrom({ ...form, workflow: "certificate-operation" }, "Revocation")).toEqual({
    workflow: "certificate-operation",
    profile: "Revocation",
    resource: "RA internal",
    action: "revoke",
  });
  expect(bindingFrom({ ...form, workflow: "external" }, "Revocation")).toMatchObject({ project: "shop" });
});
