import { type EngineStatus } from '../../electron/contract/engine-status.ts';

type Provider = Pick<EngineStatus['providers'][number], 'id' | 'code'>;

/** A provider as the filter knows it: by its number too where its id was there before. Names with spaces are quoted. */
export function providerTerm({ id, code }: Provider, among: readonly Provider[]): string {
  const name = among.find((other) => other.id === id)?.code === code ? id : `${id}-${code}`;
  return /^[\w-]+$/.test(name) ? name : `"${name}"`;
}
