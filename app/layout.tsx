import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { EarlyClicks } from "@/components/console/early-clicks";
import { type ChosenTheme, chosenTheme, themeCookie } from "@/components/console/theme";
import { Providers } from "./providers";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Countersign", template: "%s · Countersign" },
  description: "Approvals for promotions to production: exactly what was approved, once.",
};

/** What this browser chose in the account menu; null: as the system has it. */
async function readTheme(): Promise<ChosenTheme | null> {
  return chosenTheme((await cookies()).get(themeCookie)?.value);
}

const light = "#fafafc";
const dark = "#0a0b0e";

export async function generateViewport(): Promise<Viewport> {
  const theme = await readTheme();
  if (theme) return { themeColor: theme === "dark" ? dark : light };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: light },
      { media: "(prefers-color-scheme: dark)", color: dark },
    ],
  };
}

/** The nonce that proxy.ts put into this request's policy. */
async function readNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("Content-Security-Policy");
  return policy?.match(/'nonce-([^']+)'/u)?.[1];
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [theme, nonce] = await Promise.all([readTheme(), readNonce()]);
  return (
    <html lang="en" data-theme={theme ?? undefined} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="min-h-dvh antialiased">
        <EarlyClicks nonce={nonce} />
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}
