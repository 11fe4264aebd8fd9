/** Where the REST API is described for people: what only it can do begins there. */
export const apiReference = "/api/v1/docs";
