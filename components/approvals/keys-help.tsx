"use client";

import { Button } from "@heroui/react/button";
import { Kbd } from "@heroui/react/kbd";
import { Modal } from "@heroui/react/modal";
import { useState } from "react";
import { SwitchField } from "@/components/ui/switch-field";
import { areKeysOff, turnKeys } from "./keys-help-setting";

const keys = [
  ["j", "The next request"],
  ["k", "The request before"],
  ["a", "To the button Approve"],
  ["r", "To the button Reject"],
  ["Enter", "Presses the button, or opens the request"],
  ["?", "These keys"],
] as const;

/** What the keys do, and a switch for whoever wants none. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(!areKeysOff());
  return (
    <Modal.Backdrop isOpen onOpenChange={onClose}>
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
                turnKeys(on);
                setOn(on);
              }}
            />
          </Modal.Body>
          <Modal.Footer>
            <Button variant="secondary" onPress={onClose}>
              Close
            </Button>
          </Modal.Footer>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}
