import type { ApiAnswer } from './ask.ts';

/** The API said no. The message is its own, for a person; the code is for programs. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;

  constructor({ status, body }: Pick<ApiAnswer, 'status' | 'body'>) {
    const { message, code } = errorOf(body);
    super(message ?? `The API answered ${status} without a reason.`);
    this.status = status;
    this.code = code ?? '';
  }
}

/** What does not come from our functions is no JSON. */
function errorOf(body: string): { readonly message?: string; readonly code?: string } {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}
