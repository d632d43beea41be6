/** Lets a person see how far a file is read, and stop it. */
export interface ReadWatch {
  readonly signal: AbortSignal;
  /** @param bytes bytes of the file that were read */
  readonly onProgress: (bytes: number) => void;
}

/** What is said of a file that a person has stopped reading. */
export const STOPPED = 'reading was stopped here; what was read until then is kept';
