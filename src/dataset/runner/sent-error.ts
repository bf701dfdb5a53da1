import { ToolkitError, type ToolkitErrorCode } from '../../core/error.ts';

/** An error on its way between processes or threads. */
export type SentError = {
  /** `null` for an error that is none of ours. */
  readonly code: ToolkitErrorCode | null;
  readonly message: string;
  readonly hint: string;
};

export function toSent(error: unknown): SentError {
  if (error instanceof ToolkitError) return { code: error.code, message: error.message, hint: error.hint };
  return {
    code: null,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    hint: '',
  };
}

export const fromSent = ({ code, message, hint }: SentError): Error =>
  code === null ? new Error(message) : new ToolkitError(code, message, hint);
