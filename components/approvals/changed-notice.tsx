"use client";

import { Button } from "@heroui/react/button";
import { Notice } from "@/components/console/notice";
import type { Seen } from "./seen";

interface ChangedNoticeProps {
  seen: Seen;
  now: Seen;
  /** The server has refused a vote for what was seen. */
  isRefused: boolean;
  /** From here on the viewer decides what is asked now; what was typed stays. */
  onGoOn: () => void;
}

/** A vote is for what was seen. Where that is no longer what is asked, this says in what it differs. */
export function ChangedNotice({ seen, now, isRefused, onGoOn }: ChangedNoticeProps) {
  return (
    <Notice tone={isRefused ? "error" : "warning"}>
      <p>
        {isRefused
          ? "Your decision was not taken: the request has moved on since you opened it."
          : "The request has moved on since you opened it."}
      </p>
      <ul className="my-2">
        {seen.step === now.step ? null : (
          <li>
            Open step: {seen.step} when you looked, {now.step} now.
          </li>
        )}
        {seen.fingerprint === now.fingerprint ? null : (
          <li>What would ship: something else than what you looked at.</li>
        )}
      </ul>
      <Button variant="secondary" size="sm" onPress={onGoOn}>
        Decide what is asked now
      </Button>
    </Notice>
  );
}
