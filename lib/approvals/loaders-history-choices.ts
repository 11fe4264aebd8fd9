import { loadComponents, loadEnvironments, loadProjects } from "@/lib/catalog/loaders";
import type { Caller } from "@/lib/directory/caller";
import type { HistoryFilter } from "./input-list";

const shown = 100;

interface Named {
  slug: string;
  name: string;
}

/**
 * What History's filters offer: the caller's projects, the components of the one that is chosen, the environments. What
 * an address names and the lists do not (renamed, gone, too far down) is offered as it was written.
 */
export async function loadHistoryChoices(caller: Caller, filter: HistoryFilter) {
  const { project, component, environment } = filter;
  const [projects, components, environments] = [
    await loadProjects(caller, { limit: shown }),
    project === undefined ? null : await loadComponents(caller, { limit: shown, project }),
    await loadEnvironments(caller),
  ];
  return {
    projects: choicesOf(projects.ok ? projects.value.items : [], project),
    components: choicesOf(components?.ok ? components.value.items : [], component),
    environments: choicesOf(environments.ok ? environments.value.items : [], environment),
  };
}

function choicesOf(known: readonly Named[], chosen: string | undefined) {
  const all = known.map(({ slug: id, name }) => ({ id, name }));
  if (chosen === undefined || all.some(({ id }) => id === chosen)) return all;
  return [...all, { id: chosen, name: chosen }];
}
