import { type Sentence } from '../../core/words/sentence.ts';

/** What the system's own codes mean. Node says them in English. */
const PORTUGUESE: Readonly<Record<string, string>> = {
  EACCES: 'o sistema nega o acesso',
  EBUSY: 'outro programa o está usando',
  EDQUOT: 'a cota de disco está esgotada',
  EEXIST: 'já existe',
  EFBIG: 'é grande demais para o sistema de arquivos',
  EINVAL: 'o sistema não aceita este pedido',
  EIO: 'o disco não pôde ser lido ou gravado',
  EISDIR: 'é uma pasta',
  ELOOP: 'o caminho passa por ligações simbólicas demais',
  EMFILE: 'há arquivos abertos demais',
  ENAMETOOLONG: 'o nome é longo demais',
  ENFILE: 'há arquivos abertos demais',
  ENODEV: 'o dispositivo não existe',
  ENOENT: 'não existe',
  ENOMEM: 'falta memória',
  ENOSPC: 'não há mais espaço no disco',
  ENOTDIR: 'uma parte do caminho não é uma pasta',
  ENOTEMPTY: 'a pasta não está vazia',
  ENXIO: 'o dispositivo não existe',
  EPERM: 'o sistema não permite isso',
  EROFS: 'o disco só permite leitura',
  ETXTBSY: 'está sendo executado',
  EXDEV: 'fica em outro disco',
  Z_BUF_ERROR: 'os dados compactados terminam cedo demais',
  Z_DATA_ERROR: 'os dados compactados estão danificados',
};

/** The code of an error of the system or of a library; empty where it has none. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** What was thrown, as the system says it. What has no code is a mistake of the program: its words stay as they are. */
export function sentenceOfError(error: unknown): Sentence {
  const en = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const pt = PORTUGUESE[code];
  if (pt !== undefined) return { en, pt: `${pt} (${code})` };
  return { en, pt: code === '' ? `erro interno: ${en}` : `erro ${code} do sistema` };
}
