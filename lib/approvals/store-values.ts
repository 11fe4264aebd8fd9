import { lapseOf } from "./core/deadlines";
import type { RequestState } from "./core/request-state";
import type { About } from "./core/request-subject";
import type { StoredValues } from "./store-statement";

/** What an event can change of a request's row. */
export function mutableValues(state: RequestState): StoredValues {
  return {
    state: state.state,
    use: state.use,
    openStep: state.openStep,
    asked: JSON.stringify(state.asked),
    decidedAt: iso(state.decidedAt),
    lapsesAt: iso(lapseOf(state)),
    closedAt: iso(state.closedAt),
    closedBy: state.closedBy && JSON.stringify(state.closedBy),
    closeReason: state.closeReason,
    overridden: state.overridden,
  };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** Ids of what a promotion is about, for joins, filters and foreign keys. */
function placeOf(about: About) {
  if (about.workflow !== "environment-promotion")
    return { componentId: null, fromId: null, toId: null, buildId: null, configurationId: null };
  const { component, from, to, build, configuration } = about.subject;
  return {
    componentId: component.id,
    fromId: from.id,
    toId: to.id,
    buildId: build.id,
    configurationId: configuration.id,
  };
}

/** What is fixed when a request is opened. */
export function openedValues(state: RequestState): StoredValues {
  const { profile } = state;
  return {
    ...placeOf(state),
    number: state.number,
    workflow: state.workflow,
    subjectKey: state.subjectKey,
    subject: JSON.stringify(state.subject),
    fingerprint: state.fingerprint,
    fingerprintInput: JSON.stringify(state.fingerprintInput),
    profileId: profile?.id ?? null,
    profileVersion: profile?.version ?? null,
    profileName: profile?.name ?? null,
    rulesFrom: state.rulesFrom,
    rules: JSON.stringify(state.rules),
    rulesHash: state.rulesHash,
    openedBy: state.openedBy,
    startedBy: state.startedBy,
    builders: state.builders,
    message: state.message,
    expiresAt: iso(state.expiresAt),
  };
}
