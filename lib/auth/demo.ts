import { env } from "@/lib/env";

/** What tells where a request came from and to. */
interface RequestHeaders {
  get(name: string): string | null;
}

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/iu;
const loopbackAddress = /^(localhost|(::ffff:)?127(\.\d{1,3}){3}|::1)$/iu;

/**
 * Is this a request from this machine, to a demo that listens on this machine only? Whether the database is a demo it
 * does not say. A proxy in front would make strangers look local, so whatever one adds has to be loopback too.
 */
export function isLocalDemoRequest(headers: RequestHeaders): boolean {
  const { COUNTERSIGN_DEMO, HOST } = env();
  const forwardedFor = headers.get("x-forwarded-for")?.split(",") ?? [];
  return (
    COUNTERSIGN_DEMO &&
    loopbackAddress.test(HOST) &&
    loopbackHost.test(headers.get("host") ?? "") &&
    loopbackHost.test(headers.get("x-forwarded-host") ?? "localhost") &&
    forwardedFor.every((address) => loopbackAddress.test(address.trim())) &&
    headers.get("forwarded") === null
  );
}
