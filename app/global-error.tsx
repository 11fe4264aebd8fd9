"use client";

import "./globals.css";

/** The root layout itself failed: no providers, no fonts, no component library. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <title>Countersign</title>
        <main className="grid min-h-dvh content-center justify-items-center px-4 text-center">
          <h1 className="text-title font-semibold">Countersign could not start this page</h1>
          <p className="mt-1 max-w-[46ch] text-sm text-muted">
            Reload in a moment. If it stays, tell whoever runs this server
            {error.digest ? ` and give them ${error.digest}` : ""}.
          </p>
        </main>
      </body>
    </html>
  );
}
