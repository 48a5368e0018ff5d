/** The addresses that name a kind of problem. They are stable identifiers, not pages that must exist. */
export const problemBase = 'https://careconnect.example/problems/';

/** Thrown anywhere below a route; answered as problem details (RFC 9457). What it says may be read by anybody. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail?: string,
    readonly extras: object = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(detail ?? title);
  }
}

export const problem = (
  status: number,
  code: string,
  title: string,
  detail?: string,
  extras?: object,
  headers?: Record<string, string>,
): Problem => new Problem(status, code, title, detail, extras, headers);

export type FieldError = { in: 'body' | 'params' | 'query' | 'headers'; field: string; message: string };

export const invalidRequest = (errors: FieldError[]): Problem =>
  problem(400, 'invalid-request', 'The request is not valid', errors.map((error) => error.message).join('; '), {
    errors,
  });

export const notFound = (): Problem => problem(404, 'not-found', 'There is nothing here, or it is not yours to see');
