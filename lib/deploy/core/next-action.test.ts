import { describe, expect, test } from "vitest";
import { type NextActionFacts, nextAction } from "./next-action";

const developer = { request: true, promote: true };
const reviewer = { request: false, promote: false };

/** Build 48 runs healthily in Development; Production runs an older one and is gated; a developer looks. */
const facts = (more: Partial<NextActionFacts> = {}): NextActionFacts => ({
  source: { name: "Development", build: 48, health: "healthy" },
  target: { name: "Production", upToDate: false, deploying: false, drifted: false },
  gated: true,
  may: developer,
  open: null,
  ready: null,
  ...more,
});
const target = (more: Partial<NextActionFacts["target"]>) => ({ target: { ...facts().target, ...more } });
const source = (more: Partial<NextActionFacts["source"]>) => ({ source: { ...facts().source, ...more } });
const open = {
  number: 12,
  build: 47,
  requester: "Ines Duarte",
  isMine: false,
  from: "Development",
  mayCancel: false,
};
const ready = { number: 11, build: 47, sourceHealthy: true, barsViewer: false };

describe("nothing was asked for yet", () => {
  test("into a gated environment one asks", () => {
    expect(nextAction(facts())).toEqual({ kind: "request", build: 48 });
  });
  test("where nothing has to be asked one promotes", () => {
    expect(nextAction(facts({ gated: false }))).toEqual({ kind: "promote", build: 48, request: null });
  });
  test("what is there already needs nothing", () => {
    expect(nextAction(facts(target({ upToDate: true })))).toEqual({ kind: "nothing" });
  });
});

describe("what cannot be done says why", () => {
  test.each([
    {
      name: "nothing runs in the source",
      more: source({ build: null }),
      says: "Nothing runs in Development",
    },
    { name: "it is unhealthy there", more: source({ health: "unhealthy" }), says: "is unhealthy" },
    {
      name: "it is only delivered there",
      more: source({ health: "unreported" }),
      says: "nothing has reported",
    },
    {
      name: "a deployment runs",
      more: target({ deploying: true }),
      says: "deployment to Production is running",
    },
    { name: "the target drifted", more: target({ drifted: true }), says: "does not run what was deployed" },
    { name: "the role does not allow it", more: { may: reviewer }, says: "do not let you ask" },
  ])("asking, when $name", ({ more, says }) => {
    expect(nextAction(facts(more))).toEqual({
      kind: "disabled",
      label: "Request to Promote",
      reason: expect.stringContaining(says),
    });
  });
  test("promoting, without the role", () => {
    expect(nextAction(facts({ gated: false, may: { request: true, promote: false } }))).toMatchObject({
      kind: "disabled",
      label: "Promote",
      reason: expect.stringContaining("do not let you promote"),
    });
  });
});

describe("while a request is open there is never a second one", () => {
  test("who may cancel it is offered that", () => {
    expect(nextAction(facts({ open: { ...open, mayCancel: true } }))).toEqual({
      kind: "cancel-request",
      request: 12,
    });
  });
  test("everyone else waits and reads who has asked", () => {
    expect(nextAction(facts({ open }))).toEqual({
      kind: "waiting",
      request: 12,
      reason: "Ines Duarte has asked for this already.",
    });
  });
  test("and who has asked without the right to cancel reads that it was them", () => {
    expect(nextAction(facts({ open: { ...open, isMine: true, from: "Staging" } }))).toMatchObject({
      reason: "You have asked for build #47 from Staging already.",
    });
  });
  test("also when it was asked from another source, which is said", () => {
    expect(nextAction(facts({ open: { ...open, from: "Staging" } }))).toMatchObject({
      reason: "Ines Duarte has asked for build #47 from Staging already.",
    });
  });
  test("who may not see the request learns nothing of it", () => {
    expect(nextAction(facts({ open: { ...open, requester: null } }))).toEqual({
      kind: "waiting",
      request: null,
      reason: "Somebody has asked for this already.",
    });
  });
  test("where nothing is gated any more it does not stand in the way", () => {
    expect(nextAction(facts({ gated: false, open }))).toMatchObject({ kind: "promote", request: null });
  });
});

describe("an approval that waits to be used", () => {
  test("promotes the approved build, whatever the source runs by now", () => {
    expect(nextAction(facts({ ready }))).toEqual({ kind: "promote", build: 47, request: 11 });
  });
  test("comes before a newer open request", () => {
    expect(nextAction(facts({ ready, open }))).toMatchObject({ kind: "promote", request: 11 });
  });
  test("lends no permission", () => {
    expect(nextAction(facts({ ready, may: reviewer }))).toMatchObject({ kind: "disabled", label: "Promote" });
  });
  test("is for somebody else where approvers may not promote", () => {
    expect(nextAction(facts({ ready: { ...ready, barsViewer: true } }))).toMatchObject({ kind: "disabled" });
  });
  test.each([
    { name: "its build is no longer healthy", more: { ready: { ...ready, sourceHealthy: false } } },
    { name: "a deployment runs", more: { ready, ...target({ deploying: true }) } },
    { name: "the target drifted", more: { ready, ...target({ drifted: true }) } },
  ])("waits while $name", ({ more }) => {
    expect(nextAction(facts(more))).toMatchObject({ kind: "disabled", label: "Promote" });
  });
});

describe("towards itself: the configuration that was saved for an environment", () => {
  const own = (more: Partial<NextActionFacts> = {}) =>
    facts({ source: { name: "Production", build: 41, health: "healthy" }, ...more });

  test("is deployed, or asked for where that needs a grant", () => {
    expect(nextAction(own({ gated: false }))).toEqual({ kind: "promote", build: 41, request: null });
    expect(nextAction(own())).toEqual({ kind: "request", build: 41 });
    expect(nextAction(own(target({ upToDate: true })))).toEqual({ kind: "nothing" });
  });
  test("is no action to somebody whose roles do not allow it: the card says that once, beside its path", () => {
    expect(nextAction(own({ may: reviewer }))).toEqual({ kind: "nothing" });
  });
  test("what cannot be done is called by its name", () => {
    expect(nextAction(own({ gated: false, ...target({ deploying: true }) }))).toMatchObject({
      kind: "disabled",
      label: "Deploy configuration",
    });
  });
  test("a request for it is cancelled on its own card, and waited for on the others", () => {
    const asked = { ...open, from: "Production", mayCancel: true };
    expect(nextAction(own({ open: asked }))).toEqual({ kind: "cancel-request", request: 12 });
    expect(nextAction(facts({ open: asked }))).toEqual({
      kind: "waiting",
      request: 12,
      reason: "Ines Duarte has asked for a deployment in Production itself already.",
    });
  });
  test("while a promotion is asked for it waits: there is one request at a time", () => {
    expect(nextAction(own({ open: { ...open, mayCancel: true } }))).toEqual({
      kind: "waiting",
      request: 12,
      reason: "Ines Duarte has asked for build #47 from Development already.",
    });
  });
});
