/** What the server says when something can't be done (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** Sentences for each member at fault, by its path: `settings.webhookUrl`. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** The password is right, and a code of the second factor is needed. */
  readonly needsCode: boolean;

  constructor(status: number, message: string, told: { errors?: Record<string, readonly string[]>; needsCode?: boolean } = {}) {
    super(message);
    this.name = 'Problem';
    this.status = status;
    this.errors = told.errors ?? {};
    this.needsCode = told.needsCode ?? false;
  }

  /** Somebody else has changed the thing since it was read. */
  get isStale() {
    return this.status === 412;
  }

  /** Reads it from an answer's body, whatever that is. */
  static of(status: number, body: unknown): Problem {
    const told = (typeof body === 'object' && body !== null ? body : {}) as { title?: string; detail?: string; errors?: Record<string, string[]>; needsCode?: boolean };
    return new Problem(status, told.detail ?? told.title ?? `The server answered ${status}.`, told);
  }
}

/** Sentences for people. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
