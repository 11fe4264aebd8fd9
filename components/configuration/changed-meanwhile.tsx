"use client";

import { Button } from "@heroui/react/button";
import { ConfigurationDiff } from "@/components/approvals/configuration-diff";
import { Notice } from "@/components/console/notice";
import { configurationLines } from "@/lib/deploy/core/diff";
import type { CurrentConfiguration } from "./use-configuration-draft";

interface ChangedMeanwhileProps {
  base: Pick<CurrentConfiguration, "entries">;
  current: CurrentConfiguration;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Two editing at once: the second sees what the first saved, and chooses. What is typed stays until then. */
export function ChangedMeanwhile({ base, current, onTakeTheirs, onKeepMine }: ChangedMeanwhileProps) {
  const lines = configurationLines(base.entries, current.entries).filter(({ kind }) => kind !== "same");
  return (
    <Notice tone="warning" className="m-4">
      <p>
        <strong className="font-medium">
          {current.savedBy ?? "Somebody"} saved v{current.version} while you were editing.
        </strong>{" "}
        What you typed is still here and is not saved. This is what they changed:
      </p>
      <div className="-mx-3 mt-1">
        <ConfigurationDiff lines={lines} />
      </div>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="sm" variant="outline" onPress={onTakeTheirs}>
          Start again from v{current.version}
        </Button>
        <Button size="sm" variant="outline" onPress={onKeepMine}>
          Keep mine, over theirs
        </Button>
      </div>
    </Notice>
  );
}
