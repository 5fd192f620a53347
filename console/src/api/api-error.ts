/** What the API says of a request that it does not carry out (RFC 9457), or that it could not be reached. */
export class ApiError extends Error {
  /** @param status of HTTP; 0: nobody answered */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field?: string,
    readonly value?: string,
    readonly limit?: string,
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** Whether the same may work later, without anything being changed. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
