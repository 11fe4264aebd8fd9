import type { ComponentId, EnvironmentId, ProjectId } from "@/lib/kernel/ids";
import { type Binding, needsGrant, resolveBinding } from "./resolve-binding";

/** A way that loses its gate. Null project and component: of everything that no binding names. */
export interface Ungated {
  projectId: ProjectId | null;
  componentId: ComponentId | null;
  to: EnvironmentId;
}

type Owner = Pick<Ungated, "projectId" | "componentId">;

/** Stand for a project and a component that no binding names. No real id is empty. */
const otherProject = "" as ProjectId;
const otherComponent = "" as ComponentId;

/** Whatever the bindings tell apart: everything else, each project they name, each component they name. */
function ownersIn(bindings: readonly Binding[]): Owner[] {
  const named = bindings.flatMap(({ projectId, componentId }): Owner[] =>
    projectId || componentId ? [{ projectId, componentId }] : [],
  );
  const key = ({ projectId, componentId }: Owner) => `${projectId} ${componentId}`;
  const projects = named.flatMap(({ projectId }): Owner[] =>
    projectId ? [{ projectId, componentId: null }] : [],
  );
  return [
    { projectId: null, componentId: null },
    ...new Map([...named, ...projects].map((owner) => [key(owner), owner])).values(),
  ];
}

/**
 * What is gated under `before` and not under `after`, target by target (engine.md, rules 10 and 11). An environment that
 * everything loses is told once, not again for each project.
 */
export function ungatedBy(
  before: readonly Binding[],
  after: readonly Binding[],
  environments: readonly { id: EnvironmentId; critical: boolean }[],
): Ungated[] {
  const froms = [null, ...environments.map(({ id }) => id)];
  const lost = ownersIn([...before, ...after]).flatMap((owner) =>
    environments
      .filter(({ id, critical }) =>
        froms.some((from) => {
          const target = {
            projectId: owner.projectId ?? otherProject,
            componentId: owner.componentId ?? otherComponent,
            from,
            to: id,
            critical,
          };
          const [was, is] = [resolveBinding(before, target), resolveBinding(after, target)];
          return (["promote", "rollback"] as const).some(
            (kind) => needsGrant(was, kind) && !needsGrant(is, kind),
          );
        }),
      )
      .map(({ id }) => ({ ...owner, to: id })),
  );
  const everywhere = new Set(
    lost.flatMap(({ projectId, componentId, to }) => (projectId || componentId ? [] : [to])),
  );
  return lost.filter(({ projectId, componentId, to }) => !(projectId || componentId) || !everywhere.has(to));
}
