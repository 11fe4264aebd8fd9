import { describe, expect, test } from "vitest";
import { at, type Cast, type RulesChange, requirement } from "./testing/cast";
import { commands, given } from "./testing/story";

const cast: Cast = {
  members: ["lead", "ann", "ben", "cy", "dee"],
  roles: { reviewer: ["ann", "ben", "cy"] },
};
const two: RulesChange = {
  steps: [[requirement("Lead", { users: ["lead"] })], [requirement("Reviewers", { roles: ["reviewer"] }, 2)]],
};

const types = (story: ReturnType<typeof given>) => story.happened.map(({ type }) => type);
const mailed = (story: ReturnType<typeof given>) =>
  story.effects.map(({ kind, recipient }) => `${kind.slice(5)} → ${recipient.slice(4)}`);

describe("steps run in order", () => {
  test("Z29 one person, then two of a role: each step's approvers are told once, when it opens", () => {
    const story = given({ cast, rules: two });
    expect(mailed(story)).toEqual(["review-requested → lead"]);
    expect(story.vote("ann", "approve")).toBe("not_eligible");
    expect(story.vote("lead", "approve")).toBe("ok");
    expect(types(story)).toEqual(["vote.cast", "step.approved", "step.opened"]);
    expect(mailed(story)).toEqual(["ann", "ben", "cy"].map((name) => `review-requested → ${name}`));
    expect(story.vote("lead", "approve")).toBe("not_eligible");
    expect(story.vote("ann", "approve")).toBe("ok");
    expect([story.state.state, mailed(story)]).toEqual(["waiting", []]);
    expect(story.vote("ben", "approve")).toBe("ok");
    expect(types(story)).toEqual(["vote.cast", "step.approved", "request.approved"]);
    expect(mailed(story)).toEqual(["request-approved → requester"]);
    expect(story.state).toMatchObject({ state: "approved", use: "ready", openStep: null });
  });

  test("Z34 a rejection in the second step rejects at once, although the first approved", () => {
    const story = given({ cast, rules: two });
    story.vote("lead", "approve");
    expect(story.vote("cy", "reject", { comment: "Not this week" })).toBe("ok");
    expect(story.state).toMatchObject({ state: "rejected", use: "none", closeReason: "Not this week" });
    expect(mailed(story)).toEqual(["request-rejected → requester"]);
  });

  test("requirements of a step run side by side, and all must be met", () => {
    const rules: RulesChange = {
      steps: [[requirement("Ops", { users: ["ann"] }), requirement("Safety", { users: ["ben"] })]],
    };
    const story = given({ cast, rules });
    story.vote("ben", "approve");
    expect(story.state.state).toBe("waiting");
    story.vote("ann", "approve");
    expect(story.state.state).toBe("approved");
  });

  test("a rejection of any requirement rejects, whatever the others have", () => {
    const rules: RulesChange = {
      steps: [[requirement("Ops", { users: ["ann"] }), requirement("Safety", { users: ["ben"] }, 1, 2)]],
    };
    const story = given({ cast, rules });
    story.vote("ben", "reject");
    expect(story.state.state).toBe("waiting");
    story.vote("ann", "reject");
    expect(story.state.state).toBe("rejected");
  });

  test("rejections win over approvals that would have been enough", () => {
    const rules: RulesChange = {
      votes: { maxPerPerson: 0, maxPerPrincipal: 0 },
      steps: [[requirement("Ops", { users: ["ann"] }, 2, 1)]],
    };
    const story = given({ cast, rules });
    story.vote("ann", "approve");
    story.vote("ann", "reject");
    expect(story.state.state).toBe("rejected");
  });
});

describe("different people per step", () => {
  const distinct: RulesChange = {
    distinctAcrossSteps: true,
    allowDelegates: true,
    steps: [
      [requirement("First", { roles: ["reviewer"] })],
      [requirement("Second", { roles: ["reviewer"] })],
    ],
  };

  test("who decided a step decides no later one, neither as voter nor as principal", () => {
    const delegations = [
      { from: "ann", to: "dee" },
      { from: "ben", to: "dee" },
    ];
    const story = given({ cast: { ...cast, delegations }, rules: distinct });
    expect(story.vote("dee", "approve", { onBehalfOf: "ann" })).toBe("ok");
    expect(story.vote("ann", "approve")).toBe("already_decided_earlier_step");
    expect(story.vote("dee", "approve", { onBehalfOf: "ben" })).toBe("already_decided_earlier_step");
    expect(story.vote("ben", "approve")).toBe("ok");
    expect(story.state.state).toBe("approved");
  });

  test("whoever is left out is not asked either", () => {
    const story = given({ cast, rules: distinct });
    story.vote("ann", "approve");
    expect(mailed(story)).toEqual(["review-requested → ben", "review-requested → cy"]);
  });

  test("a vote that was replaced bars neither its author nor its principal", () => {
    const first = requirement("First", { users: ["ann", "ben"] }, 2);
    const second = requirement("Second", { users: ["dee"] });
    const delegations = [{ from: "ann", to: "dee" }];
    const story = given({
      cast: { ...cast, delegations },
      rules: { ...distinct, steps: [[first], [second]] },
    });
    story.vote("dee", "approve");
    story.vote("ann", "approve");
    story.vote("ben", "approve");
    expect(story.vote("dee", "approve")).toBe("ok");
    expect(story.state.state).toBe("approved");
  });

  test("without the rule one person may decide several steps", () => {
    const story = given({ cast, rules: { ...distinct, distinctAcrossSteps: false } });
    story.vote("ann", "approve");
    expect(story.vote("ann", "approve")).toBe("ok");
  });
});

describe("a request that starts as new (F1, F2)", () => {
  const fresh: RulesChange = { startsWaiting: false, hoursToDecide: 2 };

  test("takes no vote and tells nobody before it is started, then both", () => {
    const story = given({ cast, rules: fresh });
    expect([story.state.state, story.state.openStep, mailed(story)]).toEqual(["new", null, []]);
    expect(story.vote("ann", "approve")).toBe("not_waiting");
    expect(story.tell(commands.start("ann"))).toBe("not_permitted");
    expect(story.tell(commands.start("requester"))).toBe("ok");
    expect(types(story)).toEqual(["request.started", "step.opened"]);
    expect(mailed(story)).toHaveLength(3);
    expect(story.tell(commands.start("requester"))).toBe("already_started");
    expect(story.vote("ann", "approve")).toBe("ok");
    expect(story.tell(commands.start("requester"))).toBe("request_closed");
  });

  test("starting does not move the deadline", () => {
    const story = given({ cast, rules: fresh });
    story.tell(commands.start("requester"), { at: at(1) });
    expect(story.state.expiresAt).toEqual(at(2));
    expect(story.vote("ann", "approve", {}, { at: at(2) })).toBe("request_expired");
  });

  test("the person a pipeline asked for may start it, too", () => {
    const story = given({ cast, rules: fresh, openedBy: "bot", startedBy: "dee" });
    expect(story.tell(commands.start("dee"))).toBe("ok");
  });
});
