/**
 * The newer of two values made of plain objects and arrays, with every part that says the same as before being the very
 * object that said so before: whoever looks at one part, and compares by identity, sees no news where there are none.
 */
export function keepEqual<Value>(before: unknown, after: Value): Value;
export function keepEqual(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) return keepEqualItems(before, after);
  return isPlain(before) && isPlain(after) ? keepEqualMembers(before, after) : after;
}

function keepEqualItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const kept = after.map((item, index) => keepEqual(before[index], item));
  return kept.length === before.length && kept.every((item, index) => Object.is(item, before[index]))
    ? before
    : kept;
}

type Members = Readonly<Record<string, unknown>>;

function keepEqualMembers(before: Members, after: Members): Members {
  const kept = Object.entries(after).map(([name, value]) => [name, keepEqual(before[name], value)] as const);
  const same =
    kept.length === Object.keys(before).length &&
    kept.every(([name, value]) => Object.hasOwn(before, name) && Object.is(value, before[name]));
  return same ? before : Object.fromEntries(kept);
}

const isPlain = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
