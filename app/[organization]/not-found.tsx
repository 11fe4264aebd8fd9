import NotFound from "../not-found";

/** The same page inside of the organization's frame, so that there is a way on for its members. */
export default NotFound;
