import { z } from 'zod';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { type MemoryLimits } from '../../core/session-file/line-reader.ts';
import { bookmark } from '../contract/schemas.ts';
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

const count = z.number().int().min(0);
const branches = z
  .object({
    /** Id of the branch that was shown. */
    current: count,
    branches: z
      .array(
        z.object({
          id: count,
          name: z.string().max(100),
          parent: count.nullable(),
          forkSeq: count,
          /** Number of the line in the file. */
          line: count,
          /** The line on which more was done, and how many of its last journal entries were undone. */
          undone: z.object({ line: count, entries: count.min(1) }).optional(),
        }),
      )
      .min(1)
      .max(1000),
  })
  .refine(({ current, branches: list }) => list.some(({ id }) => id === current));
export type NamedBranches = z.infer<typeof branches>;

export const parseBranches = (bytes: Uint8Array | null): NamedBranches | null =>
  bytes === null ? null : parsed(branches, bytes);

/** Lines that branches are or were on, that of the shown branch first; null when the text names none. */
export function parseLineNumbers(bytes: Uint8Array): readonly number[] | null {
  const named = parseBranches(bytes);
  if (named === null) return null;
  const lineOf = (id: number): number[] =>
    named.branches.filter((branch) => branch.id === id).map(({ line }) => line);
  const undone = named.branches.flatMap((branch) => branch.undone?.line ?? []);
  return [...lineOf(named.current), ...named.branches.map(({ line }) => line), ...undone];
}

/** Bookmarks, each with the branch that it belongs to; files without branches do not say. */
const bookmarks = z.array(bookmark.extend({ branch: count.optional() })).max(100_000);
export type BranchBookmark = z.infer<typeof bookmarks>[number];

export const parseMarks = (bytes: Uint8Array | null): readonly BranchBookmark[] =>
  bytes === null ? [] : (parsed(bookmarks, bytes) ?? []);
