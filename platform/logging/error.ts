export type LoggedError = {
  type: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: LoggedError;
};

const deepestCause = 3;

/**
 * Message, stack and code alone: drivers hang rows, parameters and addresses on their errors (`detail`, `where`, `response`),
 * and those are personal data.
 */
export const loggedError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something other than an error was thrown' };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const message = withoutQuotedInput(error);
  return {
    type: error.name,
    message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.stack ? { stack: error.stack.replace(error.message, () => message) } : {}),
    ...(cause !== undefined && depth < deepestCause ? { cause: loggedError(cause, depth + 1) } : {}),
  };
};

/** JSON.parse and Postgres (class 22, "data exception") quote the text they choke on, which somebody typed in. */
const withoutQuotedInput = (error: Error): string => {
  const quotes = error instanceof SyntaxError || /^22\w{3}$/.test(String((error as { code?: unknown }).code));
  return quotes ? error.message.replace(/"[\s\S]*"|'[\s\S]*'/g, '[input]') : error.message;
};
