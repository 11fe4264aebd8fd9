"use client";

import dynamic from "next/dynamic";
import { type ChangeEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { SelectedRequestsProps } from "./selected-requests";

/** Loaded when the first is selected. */
const SelectedRequests = dynamic(() =>
  import("./selected-requests").then(({ SelectedRequests }) => SelectedRequests),
);

interface BulkDecisionsProps extends Pick<SelectedRequestsProps, "requests" | "voteAction" | "requestsHref"> {
  /** The list, whose boxes have numbers; the one over all of them has none. */
  children: ReactNode;
}

const boxes = "tbody input[type=checkbox]";
const boxesIn = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLInputElement>(boxes) ?? [])];

/** The box over all of them: ticked when all are, and neither when some are. */
function showOverall(list: HTMLElement | null): void {
  const all = boxesIn(list);
  const ticked = all.filter(({ checked }) => checked).length;
  const overall = list?.querySelector<HTMLInputElement>("thead input[type=checkbox]");
  if (!overall) return;
  overall.checked = ticked > 0 && ticked === all.length;
  overall.indeterminate = ticked > 0 && ticked < all.length;
}

/** Select several and decide them together. The boxes are plain ones of the list; this listens to them all. */
export function BulkDecisions({ requests, children, ...others }: BulkDecisionsProps) {
  const list = useRef<HTMLDivElement>(null);
  /** Null: nothing was ever selected. */
  const [picked, setPicked] = useState<number[] | null>(null);

  function tick(isTicked: (box: HTMLInputElement) => boolean): void {
    const all = boxesIn(list.current);
    for (const box of all) box.checked = isTicked(box);
    setPicked(all.filter(({ checked }) => checked).map(({ value }) => Number(value)));
    showOverall(list.current);
  }

  // Rows go as they are decided, here or elsewhere.
  useEffect(() => {
    if (requests.count > 0) showOverall(list.current);
  }, [requests]);

  function onChange({ target }: ChangeEvent<HTMLElement>): void {
    if (!(target instanceof HTMLInputElement) || target.type !== "checkbox") return;
    const isAll = !target.matches(boxes);
    tick((box) => (isAll ? target.checked : box.checked));
  }

  return (
    <>
      <div ref={list} onChange={onChange}>
        {children}
      </div>
      {picked ? (
        <SelectedRequests requests={requests} picked={picked} onClear={() => tick(() => false)} {...others} />
      ) : null}
    </>
  );
}
