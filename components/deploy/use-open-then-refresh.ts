import { useRouter } from "next/navigation";
import { useState } from "react";

/**
 * Whether an overlay is open. Closing it shows the page anew: what the server refused in it may be because of something
 * that the page does not show yet, such as another person's request.
 */
export function useOpenThenRefresh(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  const router = useRouter();
  function change(next: boolean) {
    setOpen(next);
    if (!next) router.refresh();
  }
  return [isOpen, change];
}
