import { liveEvents } from "@/lib/transport/events";

export const dynamic = "force-dynamic";

/** What changed in the organization, as it happens: which things to read again, never what is in them. */
export const GET = liveEvents;
