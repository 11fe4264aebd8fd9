import { useEffect, useState } from "react";
import type { BoardSubject, RequestDraftView } from "./deploy-views";

type Loaded = { draft: RequestDraftView } | { problem: string } | null;

const unreachable = "The server did not answer. Close this and open it again.";

/** Reads what a request would ask for, anew each time the drawer opens. Null while it is read. */
export function useRequestDraft(
  organization: string,
  wanted: BoardSubject & { from: string; to: string },
  isOpen: boolean,
): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(null);
  const address = `/api/console/${organization}/request-preview?${new URLSearchParams({ ...wanted })}`;

  useEffect(() => {
    if (!isOpen) return;
    const leaving = new AbortController();
    setLoaded(null);
    fetch(address, { signal: leaving.signal })
      .then(async (response) => {
        const body = await response.json();
        setLoaded(response.ok ? { draft: body } : { problem: body.message ?? unreachable });
      })
      .catch(() => {
        if (!leaving.signal.aborted) setLoaded({ problem: unreachable });
      });
    return () => leaving.abort();
  }, [address, isOpen]);

  return loaded;
}
