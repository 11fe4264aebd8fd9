"use client";

import dynamic from "next/dynamic";

/** Loaded for whoever asked, and for administrators: most who review are neither. */
export const AskerPanel = dynamic(() => import("./asker-actions").then(({ AskerPanel }) => AskerPanel));
