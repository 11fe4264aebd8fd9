import fc from "fast-check";
import { expect, inject, test } from "vitest";
import { model } from "./core/testing/model";
import { playInCore } from "./testing/play-in-core";
import { plays } from "./testing/plays";

test("whatever is done, the core answers and tells what the plain model does", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(plays, (play) => {
      const expected = model(play);
      for (const [index, told] of playInCore(play).entries()) {
        expect(told, `after ${JSON.stringify(play.acts[index])}`).toEqual(expected[index]);
        for (const word of [told.answer, told.state, told.use]) reached.add(word);
      }
    }),
    { numRuns: 700 * inject("times") },
  );
  // It is worth something only when it gets around, which a few plays do not.
  if (inject("times") >= 1) expect([...reached]).toEqual(expect.arrayContaining(everything));
});

const everything = [
  ...["new", "waiting", "approved", "rejected", "cancelled", "expired", "superseded"],
  ...["none", "ready", "running", "used", "lapsed"],
  ...["ok", "not_found", "not_permitted", "request_expired", "request_closed"],
  ...["not_waiting", "request_changed", "requester_may_not_vote", "builder_may_not_vote", "not_eligible"],
  ...["already_decided_earlier_step", "capacity_ambiguous", "already_represented", "already_voted"],
  ...["comment_required", "cancel_not_allowed", "override_not_allowed"],
  ...["approval_not_ready", "approval_running", "approval_used", "approval_lapsed", "approval_stale"],
  ...["approver_may_not_promote", "source_not_healthy", "deployment_running"],
];
