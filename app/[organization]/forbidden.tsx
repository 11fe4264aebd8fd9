import { NotPermitted } from "@/components/console/not-permitted";

/** What `forbidden()` of `lib/transport/page.ts` shows, inside of the organization's frame, with status 403. */
export default function Forbidden() {
  return <NotPermitted />;
}
