"use client";

import dynamic from "next/dynamic";
import type { NotFoundPageProps } from "./not-found-page";

/** Every page carries what is shown where it finds nothing: this little, until it is wanted. */
export const NotFoundShell = dynamic<NotFoundPageProps>(() =>
  import("./not-found-page").then(({ NotFoundPage }) => NotFoundPage),
);
