"use client";

import { Button } from "@heroui/react/button";
import dynamic from "next/dynamic";
import { useEffect, useEffectEvent, useState } from "react";
import { areKeysOff } from "./keys-help-setting";

/** Loaded when somebody asks. */
const KeysHelp = dynamic(() => import("./keys-help").then(({ KeysHelp }) => KeysHelp));

const typing =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=listbox]";

/**
 * Keys for whoever decides many: only while the list or the review has the focus, and never while something is typed.
 * They move the focus and nothing else; Enter decides, because it is on the button.
 */
export function ReviewKeys() {
  const [isOpen, setOpen] = useState(false);
  const help = () => setOpen(true);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (!isPlain || !target?.closest("[data-keys]") || target.closest(typing) || areKeysOff()) return;
    if (event.key === "?") help();
    else if (!moveBy(event.key, target)) return;
    event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <Button variant="ghost" size="sm" className="mt-3 text-muted max-md:hidden" onPress={help}>
        Keys
      </Button>
      {isOpen ? <KeysHelp onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Moves the focus, or in the panel to another request. False: the key means nothing here. */
function moveBy(key: string, target: Element): boolean {
  if (key === "a" || key === "r") {
    const verdict = key === "a" ? "approve" : "reject";
    const button = document.querySelector<HTMLElement>(`[data-decision=${verdict}]`);
    button?.focus();
    return button !== null;
  }
  if (key !== "j" && key !== "k") return false;
  const links = [
    ...document.querySelectorAll<HTMLElement>("[data-keys=list] tbody a:not([tabindex])"),
  ].filter((link) => link.offsetParent !== null);
  const open = document.querySelector<HTMLElement>("[data-review]")?.dataset.review;
  const isInList = target.closest("[data-keys=list]") !== null;
  const at = isInList
    ? links.findIndex((link) => link === target || link.closest("tr")?.contains(target))
    : links.findIndex((link) => link.getAttribute("href")?.endsWith(`review=${open}`));
  const next = links[key === "j" ? at + 1 : Math.max(at - 1, 0)];
  if (isInList) next?.focus();
  else if (next !== links[at]) next?.click();
  return true;
}
