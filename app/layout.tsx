import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "./providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Countersign", template: "%s · Countersign" },
  description: "Approvals for promotions to production: exactly what was approved, once.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafc" },
    { media: "(prefers-color-scheme: dark)", color: "#0a0b0e" },
  ],
};

/** The nonce that proxy.ts put into this request's policy. */
async function readNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("Content-Security-Policy");
  return policy?.match(/'nonce-([^']+)'/u)?.[1];
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="min-h-dvh antialiased">
        <Providers nonce={await readNonce()}>{children}</Providers>
      </body>
    </html>
  );
}
