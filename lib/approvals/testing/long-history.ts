import type { Database } from "@/db/client";
import { copyRequests } from "@/db/testing/many-requests";
import { callerFor, makeComponent, makeMember, makeProject, makeRole } from "@/db/testing/world";

import type { Caller } from "@/lib/directory/caller";
import { invariant } from "@/lib/kernel/invariant";
import { makeScene, type Scene } from "./scene";

const teams = 10;

export interface LongHistory {
  scene: Scene;
  reviewer: Caller;
  approver: Caller;
}

/**
 * An organization with so many requests behind it: one in ten is open and asks one of ten teams; the others were
 * approved, rejected or cancelled. Answers a reviewer who is of one team, and somebody else who is of it and nothing more.
 */
export async function makeLongHistory(
  db: Database,
  owner: Parameters<typeof copyRequests>[0],
  requests: number,
  { projects, componentsIn } = { projects: 5, componentsIn: 10 },
): Promise<LongHistory> {
  const scene = await makeScene(db);
  const { world, dev, rune } = scene;
  const ask = async () => {
    const asked = await scene.ask(dev);
    invariant(asked.ok, "a request can be opened");
    return asked.value;
  };
  const approved = await ask();
  await scene.vote(rune, "approve");
  await scene.revoke(scene.admin, "Made for measuring");
  const rejected = await ask();
  await scene.vote(rune, "reject", { number: rejected.number });
  const cancelled = await ask();
  await scene.comment(dev, cancelled.number);
  await scene.cancel(dev, cancelled.number);
  const waiting = await ask();
  const roles = await Promise.all(
    Array.from({ length: teams }, (_, index) => makeRole(world, `Team ${index}`)),
  );
  const environments = Object.values(world.environments);
  const components = [];
  for (let project = 0; project < projects; project++) {
    const id = await makeProject(world, `project-${project}`);
    for (let index = 0; index < componentsIn; index++)
      components.push(await makeComponent(world, id, `component-${project}${index}`, environments));
  }
  const requesters = [];
  for (let index = 0; index < 50; index++)
    requesters.push((await makeMember(world, `Developer ${index}`, ["developer"])).id);
  const [team] = roles;
  invariant(team, "there are teams");
  const used = Array.from({ length: 7 }, () => approved.id);
  await copyRequests(
    owner,
    {
      templates: [waiting.id, ...used, rejected.id, cancelled.id],
      requesters,
      components,
      roles,
      role: world.roles.reviewer,
    },
    { first: waiting.number + 1, last: requests },
  );
  await owner.query("vacuum analyze");
  return {
    scene,
    reviewer: await callerFor(world, await makeMember(world, "Mia Team", ["reviewer", team])),
    approver: await callerFor(world, await makeMember(world, "Ada Team", [team])),
  };
}
