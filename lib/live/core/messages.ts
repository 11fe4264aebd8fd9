/**
 * What a stream says: which things to read again, never what is in them. `hello` comes first and names the build of the
 * server; `resync` asks to read everything again; after `ended` the viewer has no right to hear more.
 */
export type LiveMessage =
  | { kind: "hello"; build: string }
  | { kind: "request"; number: number }
  | { kind: "component"; project: string; component: string }
  | { kind: "organization" }
  | { kind: "resync" }
  | { kind: "ended" };

/** A server-sent event. Its id is the instant it was sent, in milliseconds of the server's clock. */
export function eventText(message: LiveMessage, at: number): string {
  return `id: ${at}\ndata: ${JSON.stringify(message)}\n\n`;
}
