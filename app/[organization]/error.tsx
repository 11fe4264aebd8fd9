"use client";

import dynamic from "next/dynamic";

/**
 * The same page inside of the organization's frame: the navigation stays. Loaded when it is needed; where it cannot be, the
 * one outside of the frame is there already.
 */
export default dynamic(() => import("../error"));
