"use client";

import { Button } from "@heroui/react/button";
import type { Route } from "next";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { SelectField } from "@/components/ui/select-field";

interface VersionPickerProps {
  versions: number[];
  from: number;
  to: number;
}

/** Which two versions to compare: an address, so that it can be sent to somebody. */
export function VersionPicker({ versions, from, to }: VersionPickerProps) {
  const [picked, setPicked] = useState({ from: String(from), to: String(to) });
  const router = useRouter();
  const pathname = usePathname();
  const options = versions.map((version) => ({ id: String(version), name: `Version ${version}` }));
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-36">
        <SelectField
          label="Compare"
          options={options}
          value={picked.from}
          onChange={(value) => setPicked({ ...picked, from: value })}
        />
      </div>
      <div className="w-36">
        <SelectField
          label="with"
          options={options}
          value={picked.to}
          onChange={(value) => setPicked({ ...picked, to: value })}
        />
      </div>
      <Button
        variant="outline"
        onPress={() =>
          router.replace(`${pathname}?${new URLSearchParams(picked)}` as Route, { scroll: false })
        }
      >
        Compare
      </Button>
    </div>
  );
}
