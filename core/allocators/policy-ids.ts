/** Placement policies by name, apart from their code, for those who only have to name them. `policies.ts` makes them. */
export const POLICY_IDS = [
  'first-fit',
  'next-fit',
  'best-fit',
  'worst-fit',
  'buddy',
  'tlsf',
  'two-level-bins',
  'size-classes',
  'bitmap',
  'first-fit:literal',
  'next-fit:literal',
  'best-fit:literal',
  'worst-fit:literal',
] as const;
export type PolicyId = (typeof POLICY_IDS)[number];

export const isPolicyId = (id: string): id is PolicyId => POLICY_IDS.some((known) => known === id);
