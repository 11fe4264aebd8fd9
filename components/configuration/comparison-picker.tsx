"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { SelectField, type SelectGroup } from "@/components/ui/select-field";

interface ComparisonPickerProps {
  /** The page's address, without a query. */
  here: string;
  environment: string;
  groups: SelectGroup[];
  left: string | null;
  right: string | null;
}

/** What is compared is in the address, so that it can be shared. It is read once both are chosen. */
export function ComparisonPicker({ here, environment, groups, left, right }: ComparisonPickerProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState({ left, right });
  const [shown, setShown] = useState({ left, right });
  const [isPending, startTransition] = useTransition();
  // Another link has brought another comparison: it is what the fields say from now on.
  if (shown.left !== left || shown.right !== right) {
    setShown({ left, right });
    setChosen({ left, right });
  }
  function choose(next: typeof chosen) {
    setChosen(next);
    if (!next.left || !next.right) return;
    const address = `${here}?${new URLSearchParams({ environment, left: next.left, right: next.right })}`;
    startTransition(() => router.replace(address as Parameters<typeof router.replace>[0], { scroll: false }));
  }
  return (
    <div aria-busy={isPending} className="grid gap-3 px-4 py-3 @md:grid-cols-2">
      <SelectField
        label="From"
        value={chosen.left}
        options={groups}
        onChange={(id) => choose({ ...chosen, left: id })}
      />
      <SelectField
        label="To"
        value={chosen.right}
        options={groups}
        onChange={(id) => choose({ ...chosen, right: id })}
      />
    </div>
  );
}
