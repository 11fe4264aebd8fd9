"use client";

import dynamic from "next/dynamic";

/** Loaded with the scope Mine only. */
export const MyRequests = dynamic(() =>
  import("./my-requests-table").then(({ MyRequestsTable }) => MyRequestsTable),
);
