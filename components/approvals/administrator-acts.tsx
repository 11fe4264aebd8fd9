"use client";

import dynamic from "next/dynamic";

/** Loaded for administrators: most who review are none. */
export const OverrideRequest = dynamic(() =>
  import("./override-request").then(({ OverrideRequest }) => OverrideRequest),
);
export const RevokeApproval = dynamic(() =>
  import("./revoke-approval").then(({ RevokeApproval }) => RevokeApproval),
);
