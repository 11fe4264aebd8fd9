import fc from "fast-check";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import { at, member, project } from "@/lib/approvals/core/testing/cast";
import type { Delegation, Directory, Held } from "@/lib/approvals/core/testing/play";
import type { GroupId, RoleId } from "@/lib/kernel/ids";

export const who = fc.constantFrom(...["ann", "ben", "cy", "dee", "eve"].map(member));
export const people = ["ann", "ben", "cy", "dee", "eve"].map(member);
const some = fc.subarray(people);
const several = fc.subarray(people, { minLength: 2 });
const release = "rol_release" as RoleId;
export const ops = "grp_ops" as GroupId;
export const shop = project("shop");
const where = fc.constantFrom(null, null, shop, project("bank"));
export const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 2 });
const limit = fc.constantFrom(0, 1, 1, 2);

export const held: fc.Arbitrary<Held> = fc.record({
  who,
  role: fc.constantFrom(
    release,
    release,
    release,
    ...["reviewer", "developer", "administrator", "auditor"].map((name) => `rol_${name}` as RoleId),
  ),
  where,
});

export const delegation: fc.Arbitrary<Delegation> = fc
  .record({
    from: who,
    to: who,
    where,
    starts: fc.constantFrom(-9, -9, 0, 2).map((hour) => at(hour)),
    ends: orNull(fc.integer({ min: 3, max: 15 }).map((hour) => at(hour))),
  })
  .filter(({ from, to }) => from !== to);

export const directory: fc.Arbitrary<Directory> = fc.record({
  members: fc.tuple(
    ...people.map((id) =>
      fc.record({
        id: fc.constant(id),
        service: fc.constantFrom(false, false, false, false, false, true),
        disabled: fc.constantFrom(false, false, false, false, false, true),
      }),
    ),
  ),
  held: fc.uniqueArray(held, { minLength: 3, maxLength: 10, selector: (one) => JSON.stringify(one) }),
  groups: some.map((all) => all.map((one) => ({ group: ops, who: one }))),
  delegations: fc.array(delegation, { maxLength: 4 }),
});

const requirement = fc.record({
  approvers: fc.record({
    roles: fc.subarray([
      { roleId: release, scope: "project" as const },
      { roleId: release, scope: "organization" as const },
    ]),
    groups: fc.subarray([ops]),
    users: fc.oneof(some, several),
    narrowTo: fc.option(several, { freq: 3 }),
  }),
  notifyOnly: fc.record({
    roles: fc.subarray(["rol_auditor" as RoleId]),
    groups: fc.subarray([ops]),
    users: fc.subarray(people, { maxLength: 1 }),
  }),
  requiredApprovals: fc.constantFrom(1, 1, 2, 2, 3),
  requiredRejections: fc.integer({ min: 1, max: 2 }),
});

const steps = fc
  .array(fc.array(requirement, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map((requirements, step) => ({
      name: `Step ${step}`,
      requirements: requirements.map((one, index) => ({ name: `R${index}`, ...one })),
    })),
  );

export const rules: fc.Arbitrary<ApprovalRules> = fc.record({
  steps,
  votes: fc.record({
    maxPerPrincipal: limit,
    maxPerPerson: limit,
    maxDirect: limit,
    maxDelegated: limit,
    onExcess: fc.constantFrom("replace-oldest" as const, "refuse" as const),
  }),
  allowRequesterVote: fc.boolean(),
  allowBuilderVote: fc.boolean(),
  allowApproverToPromote: fc.boolean(),
  allowDelegates: fc.constantFrom(true, true, false),
  distinctAcrossSteps: fc.boolean(),
  comment: fc.constantFrom(
    "optional" as const,
    "optional" as const,
    "on-reject" as const,
    "required" as const,
  ),
  hoursToDecide: orNull(fc.constantFrom(4, 7.5, 12, 20)),
  hoursToUse: orNull(fc.constantFrom(0.5, 1, 3, 8)),
  grantUses: fc.constantFrom("once" as const, "unlimited" as const),
  whenSourceChanges: fc.constant("keep" as const),
  onApproval: fc.constant("unlock" as const),
  startsWaiting: fc.constantFrom(true, true, false),
  whoMayCancel: fc.constantFrom("requester" as const, "administrator" as const, "both" as const),
  allowOverride: fc.boolean(),
});
