import { buttonVariants } from "@heroui/styles/components/button";
import { Lock } from "lucide-react";

/** Not a real disabled button: it stays focusable, so that its reason is heard too. */
export function BlockedButton({ label, reasonId }: { label: string; reasonId: string }) {
  return (
    <button
      type="button"
      aria-disabled="true"
      aria-describedby={reasonId}
      className={buttonVariants({ variant: "secondary", size: "sm" })}
    >
      <Lock aria-hidden="true" />
      {label}
    </button>
  );
}
