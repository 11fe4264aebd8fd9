import type { Shape } from "./page-shape";

function Bar({ className }: { className: string }) {
  return <div className={`rounded-md bg-default motion-safe:animate-pulse ${className}`} />;
}

function Box({ className }: { className: string }) {
  return (
    <div className={`rounded-panel border border-border bg-surface p-4 ${className}`}>
      <Bar className="h-4 w-32" />
      <Bar className="mt-4 h-3" />
    </div>
  );
}

function Row() {
  return (
    <div className="flex h-14 items-center justify-between border-separator px-4 not-first:border-t">
      <Bar className="h-4 w-40" />
      <Bar className="h-4 w-24" />
    </div>
  );
}

/** A sentence behind its dot, and when it was. */
function Line() {
  return (
    <div className="flex h-11 items-center gap-3 border-separator px-4 not-first:border-t">
      <Bar className="size-1.5 shrink-0" />
      <Bar className="h-3.5 w-80 max-w-[60%]" />
      <Bar className="ml-auto h-3.5 w-16 shrink-0" />
    </div>
  );
}

function Body({ shape }: { shape: Shape }) {
  if (shape === "request" || shape === "panel")
    return (
      <div className="@container">
        <Bar className="mb-5 h-7 w-64" />
        <div className="grid gap-4 @3xl:grid-cols-[minmax(0,1fr)_21rem]">
          <Box className="h-96" />
          <Box className="h-64" />
        </div>
      </div>
    );
  if (shape === "board")
    return (
      <div className="grid gap-8 md:grid-cols-3">
        <Box className="h-72" />
        <Box className="h-72" />
        <Box className="h-72" />
      </div>
    );
  const [One, count] = shape === "lines" ? [Line, 8] : [Row, 5];
  return (
    <div className="rounded-panel border border-border bg-surface">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <One key={index} />
      ))}
    </div>
  );
}

interface PageSkeletonProps {
  area: "page" | "tab" | "above";
  shape: Shape;
}

const places = {
  page: "mx-auto max-w-[76rem] px-4 pt-18 md:px-6",
  tab: "",
  above: "review-panel review-panel-shape px-4 pt-17 xl:px-6",
};

/** The shape of the page that is coming, where it will stand. */
export function PageSkeleton({ area, shape }: PageSkeletonProps) {
  return (
    <div className={places[area]}>
      <p role="status" className="sr-only">
        Loading
      </p>
      {area === "page" && shape !== "request" ? <Bar className="mb-5 h-7 w-48" /> : null}
      {area === "page" && shape === "list" ? <Bar className="mb-4 h-8 max-w-xl" /> : null}
      <Body shape={shape} />
    </div>
  );
}
