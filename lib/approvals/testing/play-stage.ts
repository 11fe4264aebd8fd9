import type { Database } from "@/db/client";
import { makeDelegation, makeGate, makeGroup } from "@/db/testing/gate";
import { enable, endDelegations, joinGroup, leaveGroup, takeAssignment } from "@/db/testing/turns";
import {
  callerFor,
  disable,
  giveRole,
  makeBuild,
  makeLive,
  makeMember,
  makeProject,
  makeRole,
  makeWorld,
  type World,
} from "@/db/testing/world";
import type { ApprovalRules } from "@/lib/approvals/core/rules";
import type { Delegation, Held, Play, Turn } from "@/lib/approvals/core/testing/play";
import { openRequest } from "@/lib/approvals/open-request";
import type { Caller } from "@/lib/directory/caller";
import type { GroupId, MemberId, ProjectId, RoleId } from "@/lib/kernel/ids";
import { invariant } from "@/lib/kernel/invariant";

/** An organization made for a play, and the rows that the play's ids (`mem_ann`, `rol_release`) stand for. */
export interface Stage {
  db: Database;
  world: World;
  row<T extends string>(id: T): T;
  /** A text in which the rows' ids are the play's again. */
  spoken(text: string): string;
  as(who: MemberId): Promise<Caller>;
}

/** Makes the organization as the play's directory says, puts production under its rules, and opens the request. */
export async function setStage(db: Database, play: Play): Promise<Stage> {
  const { directory } = play;
  const world = await makeWorld(db);
  const rows = new Map<string, string>([
    ["prj_shop", world.shop],
    ["prj_bank", await makeProject(world, "bank")],
    ["rol_release", await makeRole(world, "Release managers")],
    ...Object.entries(world.roles).map(([name, id]): [string, string] => [`rol_${name}`, id]),
  ]);
  const people = new Map<MemberId, Caller["member"]>();
  for (const { id, service } of directory.members) {
    const member = await makeMember(world, id, [], service ? "service" : "person");
    people.set(id, member);
    rows.set(id, member.id);
  }
  const row = <T extends string>(id: T): T => {
    const found = rows.get(id);
    invariant(found, `${id} is a row`);
    return found as T;
  };
  const group = (name: string) =>
    directory.groups.filter(({ group }) => group === name).map(({ who }) => row(who));
  rows.set("grp_ops", await makeGroup(world, "Operations", group("grp_ops")));
  const spoken = (text: string) => [...rows].reduce((told, [name, id]) => told.replaceAll(id, name), text);
  const stage: Stage = {
    db,
    world,
    row,
    spoken,
    as: (who) => {
      const member = people.get(who);
      invariant(member, `${who} is a member`);
      return callerFor(world, member);
    },
  };
  for (const held of directory.held) await give(stage, held);
  for (const delegation of directory.delegations) await delegate(stage, delegation);
  await open(stage, play, [...people.values()]);
  return stage;
}

/** The builders are authors of what would ship; somebody outside of the play reports the build and makes the rules. */
async function open(stage: Stage, play: Play, people: Caller["member"][]): Promise<void> {
  const { db, world, row } = stage;
  const outsider = await makeMember(world, "Zoe");
  // Nothing is live in production: every build up to the requested one would be shipped for the first time.
  const authors = people.filter(({ id }) => play.builders.map(row).includes(id));
  for (const [index, { email }] of authors.entries()) await makeBuild(world, 40 + index, outsider.id, email);
  const build = await makeBuild(world, 47, outsider.id);
  await makeLive(world, world.environments.staging, build, outsider.id);
  const rules = JSON.parse(
    JSON.stringify(play.rules).replace(/"((?:mem|rol|grp)_\w+)"/g, (_, id: string) => `"${row(id)}"`),
  ) as ApprovalRules;
  await makeGate(world, rules, outsider.id);
  for (const { id, disabled } of play.directory.members) if (disabled) await disable(world, row(id));
  const opened = await openRequest(
    db,
    await stage.as(play.openedBy),
    {
      workflow: "environment-promotion",
      subject: {
        project: "shop",
        component: "checkout",
        from: "staging",
        to: "production",
        configuration: "keep",
      },
      ...(play.startedBy && { startedBy: row(play.startedBy) }),
      message: null,
    },
    () => play.openedAt,
  );
  invariant(opened.ok, `a play begins with a request that could be opened: ${JSON.stringify(opened)}`);
}

async function give({ world, row }: Stage, { who, role, where }: Held): Promise<void> {
  const id = row(role);
  await giveRole(world, row(who), where === null ? id : { role: id, project: row<ProjectId>(where) });
}

async function delegate({ world, row }: Stage, delegation: Delegation): Promise<void> {
  const { from, to, where, starts, ends } = delegation;
  await makeDelegation(world, row(from), row(to), {
    startsAt: starts,
    ...(ends && { endsAt: ends }),
    ...(where && { projectId: row<ProjectId>(where) }),
  });
}

/** What an administrator does to who is who. */
export async function turn(stage: Stage, change: Turn, now: Date): Promise<void> {
  const { world, row } = stage;
  switch (change.type) {
    case "disable":
      return disable(world, row(change.who));
    case "enable":
      return enable(world, row(change.who));
    case "give":
    case "take": {
      const { who, role, where } = change.held;
      await takeAssignment(world, row(who), row<RoleId>(role), where && row<ProjectId>(where));
      return change.type === "give" ? give(stage, change.held) : undefined;
    }
    case "join":
      return joinGroup(world, row<GroupId>(change.group), row(change.who));
    case "leave":
      return leaveGroup(world, row<GroupId>(change.group), row(change.who));
    case "delegate":
      return delegate(stage, change.delegation);
    case "undelegate":
      return endDelegations(world, row(change.from), row(change.to), now);
  }
}
