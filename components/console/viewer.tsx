"use client";

import { createContext, type ReactNode, use } from "react";

interface ViewerView {
  name: string;
  email: string;
}

const ViewerContext = createContext<ViewerView | null>(null);

/** Who looks, for what is inside. */
export function Viewer({ user, children }: { user: ViewerView; children: ReactNode }) {
  return <ViewerContext value={user}>{children}</ViewerContext>;
}

export function useViewer(): ViewerView | null {
  return use(ViewerContext);
}
