import NotFound from "./not-found";

/** Not reached: pages say it inside of their organization. The framework's own would be sent along with every page. */
export default NotFound;
