import { type Lab } from '../../core/lab/lab.ts';
import { type EngineStatus } from '../contract/schemas.ts';
import { type OpenedSession } from '../files/read-session-file.ts';

/** Who can be asked for memory, and the longest request that each would serve now. */
export const providerStatus = (lab: Lab, recording: OpenedSession | null): EngineStatus['providers'] =>
  recording?.providers.map(({ code, id }) => ({
    code,
    id,
    largestContiguousPages: null,
    largestPages: null,
  })) ??
  lab.ndis.providers.map(({ code, id, characteristics: { books } }) => ({
    code,
    id,
    largestContiguousPages: books?.largestGrantPages(true) ?? null,
    largestPages: books?.largestGrantPages(false) ?? null,
  }));
