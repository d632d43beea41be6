import { type EngineStatus } from '../../electron/contract/engine-status.ts';

type Branch = EngineStatus['branches'][number];

/** Branches as a list: each behind the one that it goes off from, with how deep it stands. */
export function branchRows(
  branches: readonly Branch[],
): readonly { readonly branch: Branch; readonly depth: number }[] {
  const known = new Set(branches.map(({ id }) => id));
  const rows: { branch: Branch; depth: number }[] = [];
  const add = (parent: number | null, depth: number): void => {
    for (const branch of branches) {
      const under = branch.parent !== null && known.has(branch.parent) ? branch.parent : null;
      if (under !== parent || rows.some((row) => row.branch === branch)) continue;
      rows.push({ branch, depth });
      add(branch.id, depth + 1);
    }
  };
  add(null, 0);
  return rows;
}
