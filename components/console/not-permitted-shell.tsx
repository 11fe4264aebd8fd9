"use client";

import dynamic from "next/dynamic";

/** Every page carries what is shown where the viewer may not enter: this little, until it is wanted. */
export const NotPermittedShell = dynamic(() =>
  import("./not-permitted").then(({ NotPermitted }) => NotPermitted),
);
