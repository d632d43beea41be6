import { z } from 'zod';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { type MemoryLimits } from '../../core/session-file/session-reader.ts';
import { storedSession } from '../contract/stored-session.ts';

/** What a session file says of its session. */
export type SessionSettings = z.infer<typeof storedSession>;

const namedProviders = z
  .array(z.object({ code: z.number().int().min(1).max(255), id: z.string().max(200) }))
  .max(255);
export type NamedProvider = z.infer<typeof namedProviders>[number];

const decoder = new TextDecoder();

function parsed<Value>(schema: z.ZodType<Value>, bytes: Uint8Array): Value | null {
  try {
    const result = schema.safeParse(JSON.parse(decoder.decode(bytes)));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

export function parseSettings(
  bytes: Uint8Array,
): { readonly settings: SessionSettings; readonly memory: MemoryLimits } | null {
  const settings = parsed(storedSession, bytes);
  if (settings === null) return null;
  return { settings, memory: { basePage: settings.basePage, pageCount: settings.memoryBytes / PAGE_SIZE } };
}

export const parseProviders = (bytes: Uint8Array | null): readonly NamedProvider[] =>
  bytes === null ? [] : (parsed(namedProviders, bytes) ?? []);

/** A bookmark: an event and a note. */
const bookmarks = z.array(z.object({ seq: z.number().int().min(0), note: z.string().max(500) })).max(10_000);
export type Bookmark = z.infer<typeof bookmarks>[number];

export const parseMarks = (bytes: Uint8Array | null): readonly Bookmark[] =>
  bytes === null ? [] : (parsed(bookmarks, bytes) ?? []);
