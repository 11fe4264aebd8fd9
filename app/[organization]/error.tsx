"use client";

import ErrorPage from "../error";

/** The same page inside of the organization's frame: the navigation stays. */
export default ErrorPage;
