export type Shape = "list" | "board" | "request" | "rows" | "lines" | "panel";

interface Coming {
  /** What is exchanged for it: the whole page, what is below a component's tabs, or nothing (it opens above the list). */
  area: "page" | "tab" | "above";
  shape: Shape;
}

/**
 * What is coming when somebody leaves one address of the console for another; null where the page stays and only what it
 * shows changes (a filter, the next rows).
 */
export function comingFrom(from: string, to: string): Coming | null {
  const path = new URL(from, "http://here");
  const target = new URL(to, path);
  if (path.pathname === target.pathname) {
    const review = target.searchParams.get("review");
    return review && review !== path.searchParams.get("review") ? { area: "above", shape: "panel" } : null;
  }
  const component = componentIn(target.pathname);
  const isWithin = component !== null && component === componentIn(path.pathname);
  return { area: isWithin ? "tab" : "page", shape: shapeOf(target.pathname) };
}

function componentIn(pathname: string): string | null {
  return /^\/[^/]+\/projects\/[^/]+\/components\/[^/]+/.exec(pathname)?.[0] ?? null;
}

function shapeOf(pathname: string): Shape {
  if (/\/approvals\/requests\//.test(pathname)) return "request";
  if (/\/approvals\//.test(pathname)) return "list";
  const tab = /\/components\/[^/]+\/(\w+)$/.exec(pathname)?.[1];
  return tab === "deploy" ? "board" : tab === "activity" ? "lines" : "rows";
}
