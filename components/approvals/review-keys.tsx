"use client";

import { Button } from "@heroui/react/button";
import { Kbd } from "@heroui/react/kbd";
import { Modal } from "@heroui/react/modal";
import { Keyboard } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { SwitchField } from "@/components/ui/switch-field";

const storageKey = "countersign review keys";

function areOff(): boolean {
  try {
    return localStorage.getItem(storageKey) === "off";
  } catch {
    return false;
  }
}

function turn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, "off");
  } catch {}
}

const typing =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=menu], [role=listbox]";

const keys = [
  ["j", "The next request"],
  ["k", "The request before"],
  ["a", "To the button Approve"],
  ["r", "To the button Reject"],
  ["Enter", "Presses the button, or opens the request"],
  ["?", "These keys"],
] as const;

/**
 * Keys for whoever decides many: only while the list or the review has the focus, and never while something is typed.
 * They move the focus and nothing else; Enter decides, because it is on the button.
 */
export function ReviewKeys() {
  const [isOpen, setOpen] = useState(false);
  const [isOn, setOn] = useState(true);
  const help = () => {
    setOn(!areOff());
    setOpen(true);
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
    if (!isPlain || !target?.closest("[data-keys]") || target.closest(typing) || areOff()) return;
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
        <Keyboard aria-hidden="true" />
        Keys
      </Button>
      <Modal.Backdrop isOpen={isOpen} onOpenChange={setOpen}>
        <Modal.Container size="sm">
          <Modal.Dialog>
            <Modal.Header>
              <Modal.Heading>Keys</Modal.Heading>
            </Modal.Header>
            <Modal.Body className="grid gap-4">
              <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-y-2 text-sm">
                {keys.map(([key, does]) => (
                  <div key={key} className="contents">
                    <dt>
                      <Kbd>{key}</Kbd>
                    </dt>
                    <dd>{does}</dd>
                  </div>
                ))}
              </dl>
              <SwitchField
                label="Use these keys"
                meaning="Only in the list and in a review, never in a field. Kept in this browser."
                isSelected={isOn}
                onChange={(on) => {
                  turn(on);
                  setOn(on);
                }}
              />
            </Modal.Body>
            <Modal.Footer>
              <Button variant="secondary" onPress={() => setOpen(false)}>
                Close
              </Button>
            </Modal.Footer>
          </Modal.Dialog>
        </Modal.Container>
      </Modal.Backdrop>
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
