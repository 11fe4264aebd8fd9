import { describe, expect, test } from "vitest";
import { contentHash } from "@/lib/kernel/canonical-json";
import type { OrganizationId, ProjectId, UseId } from "@/lib/kernel/ids";
import type { Command } from "./commands";
import { type FingerprintInput, fingerprintDifferences } from "./fingerprint";
import { certificateFingerprint, externalFingerprint } from "./operation-fingerprint";
import type { Bound, CertificateSubject, ExternalSubject } from "./request-subject";
import { at, type Cast, member, type RulesChange } from "./testing/cast";
import { actorNamed, commands, type Given, given } from "./testing/story";

/** What other systems ask for and do. "requester" opened it; "dev" may all that permissions allow. */
const cast: Cast = { members: ["ann", "ben", "dev", "requester"], roles: { reviewer: ["ann", "ben"] } };
const organization = "org_1" as OrganizationId;

const restart: ExternalSubject = {
  project: { id: "prj_shop" as ProjectId, slug: "shop", name: "Shop" },
  pipeline: "release",
  run: "812",
  name: "deploy-prod",
  attempt: 1,
  resource: "billing-db",
  action: "restart",
  details: { reason: "leak" },
};
const revoke: CertificateSubject = { resource: "ra/tls", action: "revoke", details: null };
const external: Bound = {
  workflow: "external",
  subject: restart,
  fingerprintInput: externalFingerprint(organization, restart, restart),
};
const certificate: Bound = {
  workflow: "certificate-operation",
  subject: revoke,
  fingerprintInput: certificateFingerprint(organization, revoke),
};

const using = (name: string, current: FingerprintInput): Command => ({
  type: "use",
  actor: actorNamed(name),
  memberId: member(name),
  useId: "use_1" as UseId,
  current,
});
const ending = (name: string, type: "finish" | "fail"): Command =>
  type === "finish"
    ? { type, actor: actorNamed(name), useId: "use_1" as UseId }
    : { type, actor: actorNamed(name), useId: "use_1" as UseId, reason: null };

function approved(about: Bound, rules: RulesChange = {}, more: Partial<Given> = {}) {
  const story = given({ cast, about, rules, ...more });
  story.vote("ann", "approve");
  expect(story.state).toMatchObject({ state: "approved", use: "ready" });
  return { story, use: (name: string) => story.tell(using(name, about.fingerprintInput)) };
}

describe.each([
  ["an external request", external],
  ["a certificate operation", certificate],
])("%s", (_, about) => {
  test("is used by what opened it, and by nobody else, whatever they may", () => {
    const { story, use } = approved(about);
    for (const name of ["dev", "ann"]) expect(use(name)).toBe("not_permitted");
    expect(use("requester")).toBe("ok");
    expect(story.state.use).toBe("running");
  });

  test("nor by the person it was asked for", () => {
    const { use } = approved(about, {}, { startedBy: "dev" });
    expect(use("dev")).toBe("not_permitted");
    expect(use("requester")).toBe("ok");
  });

  test("takes the permission to ask at the moment of use, and none to promote (rule 9)", () => {
    const { story } = approved(about);
    const tried = using("requester", about.fingerprintInput);
    expect(story.tell(tried, { may: { create: false } })).toBe("not_permitted");
    expect(story.tell(tried, { may: { execute: false } })).toBe("ok");
  });

  test.each(["finish", "fail"] as const)(
    "what opened it says how a use ended (%s), nobody else does",
    (type) => {
      const { story, use } = approved(about);
      use("requester");
      expect(story.tell(ending("dev", type))).toBe("not_permitted");
      expect(story.tell(ending("requester", type))).toBe("ok");
      expect(story.state.use).toBe(type === "finish" ? "used" : "ready");
      const again = type === "finish" ? "approval_used" : "approval_not_ready";
      expect(story.tell(ending("requester", type))).toBe(again);
    },
  );

  test("is not used as something else (rule 8)", () => {
    const { story } = approved(about);
    for (const [field, value] of [
      ["resource", "other"],
      ["action", "issue"],
      ["details", "sha256:other"],
    ] as const) {
      const current = { ...about.fingerprintInput, [field]: value } as FingerprintInput;
      expect(story.tell(using("requester", current))).toBe("approval_stale");
      expect(story.refusal?.facts).toEqual({ differs: [field] });
      expect(story.refusal?.detail).toContain(field);
    }
    const other = { ...about.fingerprintInput, resource: "x", action: "x" } as FingerprintInput;
    story.tell(using("requester", other));
    expect(story.refusal?.detail).toBe(
      "What is about to be done is not what was approved. Different: resource, action. Ask for that, or do what was approved.",
    );
    expect(story.state.use).toBe("ready");
  });

  test("lapses like any approval", () => {
    const { story } = approved(about, { hoursToUse: 1 });
    const late = using("requester", about.fingerprintInput);
    expect(story.tell(late, { at: at(1) })).toBe("approval_lapsed");
  });
});

describe("who cancels", () => {
  test.each(["requester", "administrator", "both"] as const)(
    "what opened an external request does, whoever else may (%s)",
    (whoMayCancel) => {
      const nobody = { may: { cancel: false } };
      const asked = given({ cast, about: external, rules: { whoMayCancel }, startedBy: "dev" });
      expect(asked.tell(commands.cancel("ben"), nobody)).toBe("cancel_not_allowed");
      const forPerson = whoMayCancel === "administrator" ? "cancel_not_allowed" : "ok";
      const other = given({ cast, about: external, rules: { whoMayCancel }, startedBy: "dev" });
      expect(other.tell(commands.cancel("dev"), nobody)).toBe(forPerson);
      expect(asked.tell(commands.cancel("requester"), nobody)).toBe("ok");
    },
  );

  test("what asked for a certificate operation does where the rules say so", () => {
    const asked = given({ cast, about: certificate, rules: { whoMayCancel: "administrator" } });
    expect(asked.tell(commands.cancel("requester"), { may: { cancel: false } })).toBe("cancel_not_allowed");
  });
});

test("a promotion's use is ended by its deployment, not by who promoted", () => {
  const story = given({ cast });
  story.vote("ann", "approve");
  story.use("requester");
  const [use] = story.state.uses;
  if (!use) throw new Error("it runs");
  const by = { actor: actorNamed("requester"), useId: use.id };
  expect(story.tell({ type: "finish", ...by })).toBe("not_permitted");
  expect(story.tell({ type: "fail", ...by, reason: null })).toBe("not_permitted");
  expect(story.tell(commands.finish(use.id))).toBe("ok");
});

test("the fingerprint of what another system does holds name, attempt, resource, action and details; not pipeline and run", () => {
  const of = (change: Partial<ExternalSubject>) => {
    const subject = { ...restart, ...change };
    return JSON.stringify(externalFingerprint(organization, subject, subject));
  };
  const same = of({});
  expect([of({ pipeline: null }), of({ run: "813" }), of({ details: { reason: "leak" } })]).toEqual([
    same,
    same,
    same,
  ]);
  const other = {
    ...external.fingerprintInput,
    project: "prj_bank",
    name: "n",
    attempt: 2,
  } as FingerprintInput;
  expect(fingerprintDifferences(external.fingerprintInput, other)).toEqual(["project", "name", "attempt"]);
  for (const change of [{ name: "x" }, { attempt: 2 }, { resource: "x" }, { action: "x" }, { details: null }])
    expect(of(change)).not.toBe(same);
  expect(of({ details: undefined })).toBe(of({ details: null }));
});

test("that of a certificate operation holds resource, action and details, and whose they are", () => {
  expect(certificateFingerprint(organization, revoke)).toEqual({
    organization,
    resource: "ra/tls",
    action: "revoke",
    details: contentHash(null),
  });
});
