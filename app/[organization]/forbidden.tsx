import { NotPermittedShell } from "@/components/console/not-permitted-shell";

/** What `forbidden()` of `lib/transport/page.ts` shows, inside of the organization's frame, with status 403. */
export default function Forbidden() {
  return <NotPermittedShell />;
}
