/** Where the time comes from. Tests pass one of their own; production reads the database's clock under the lock. */
export type Clock = () => Date;
