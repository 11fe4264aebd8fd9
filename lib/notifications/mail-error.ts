/**
 * A mail that was not accepted. `retriable` tells the job runner whether the same mail may pass later: outages, limits
 * and wrong credentials do (an operator mends them); an address or content that the receiver refuses does not.
 */
export class MailError extends Error {
  readonly retriable: boolean;

  constructor(message: string, options: { retriable: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = "MailError";
    this.retriable = options.retriable;
  }
}
