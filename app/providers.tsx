"use client";

import { type ReactNode, useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";

interface ProvidersProps {
  nonce: string | undefined;
  children: ReactNode;
}

/**
 * One locale on server and browser: with the browser's own the first render would differ from the server's. The meta
 * is where React Aria looks for the nonce of its styles; it keeps the document's, since a refresh brings another one.
 */
export function Providers({ nonce, children }: ProvidersProps) {
  const [documentNonce] = useState(nonce);
  // Tells early-clicks.tsx, and whoever drives a browser.
  useEffect(() => {
    document.documentElement.dataset.live = "";
  }, []);
  return (
    <I18nProvider locale="en-GB">
      {documentNonce ? <meta property="csp-nonce" nonce={documentNonce} suppressHydrationWarning /> : null}
      {children}
    </I18nProvider>
  );
}
