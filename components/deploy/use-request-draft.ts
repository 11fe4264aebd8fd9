import { useEffect, useState } from "react";
import type { BoardSubject, RequestDraftView, RequestKind } from "./deploy-views";

type Loaded = { draft: RequestDraftView } | { problem: string } | null;

const unreachable = "The server did not answer. Close this and open it again.";

export interface WantedDraft extends BoardSubject {
  from: string;
  to: string;
  kind: RequestKind;
  /** Null: what runs in the source. */
  build: number | null;
}

/**
 * Reads what a request would ask for, anew each time the drawer opens and for every other build. Null while it is read for
 * the first time; an earlier draft stays, marked, until the new one is there.
 */
export function useRequestDraft(
  organization: string,
  { build, ...wanted }: WantedDraft,
  isOpen: boolean,
): { loaded: Loaded; isStale: boolean } {
  const [held, setHeld] = useState<{ address: string; loaded: Loaded } | null>(null);
  const query = new URLSearchParams({ ...wanted, ...(build === null ? {} : { build: String(build) }) });
  const address = `/api/console/${organization}/request-preview?${query}`;

  useEffect(() => {
    if (!isOpen) return;
    // What was read before stays while it is read anew, and while the drawer slides away; a problem does not.
    setHeld((before) => (before?.loaded && "draft" in before.loaded ? { ...before, address: "" } : null));
    const leaving = new AbortController();
    const hold = (loaded: Loaded) => setHeld({ address, loaded });
    fetch(address, { signal: leaving.signal })
      .then(async (response) => {
        const body = await response.json();
        hold(response.ok ? { draft: body } : { problem: body.message ?? unreachable });
      })
      .catch(() => {
        if (!leaving.signal.aborted) hold({ problem: unreachable });
      });
    return () => leaving.abort();
  }, [address, isOpen]);

  return { loaded: held?.loaded ?? null, isStale: held !== null && held.address !== address };
}
