/** What went wrong, as data: a thrown error would lose all but its message on the way between processes. */
export interface LabError {
  /** Stable name of the kind of error, such as `bad-field`. */
  readonly code: string;
  /** The field, file or channel that is at fault. */
  readonly field?: string | undefined;
  /** One sentence for people, in the window's language. */
  readonly message: string;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LabError };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (error: LabError): Result<never> => ({ ok: false, error });
