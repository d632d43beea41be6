/** Bytes come in, or what came in is unpacked and held to what a machine can have recorded. */
export type ReadPhase = 'reading' | 'checking';

/** Lets a person see how far a file is read, and stop it. */
export interface ReadWatch {
  readonly signal: AbortSignal;
  /** @param bytes bytes of the file that are done in this phase */
  readonly onProgress: (bytes: number, phase: ReadPhase) => void;
}
