import { useEffect, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type CopyForm, type CopySource, copyText } from '../../electron/contract/core.ts';
import { addNotice } from '../stores/engine-store.ts';

const SHOWN_MS = 1600;

interface Copying {
  /** The form that was copied a moment ago. */
  readonly copied: CopyForm | null;
  readonly copy: (source: CopySource, form: CopyForm) => void;
}

/** Writes a structure to the clipboard; `copied` says for a moment that it is there. */
export function useCopy(): Copying {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<CopyForm | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (source: CopySource, form: CopyForm): void => {
    navigator.clipboard
      .writeText(copyText(source, form) + '\n')
      .then(() => setCopied(form))
      .catch((error: unknown) => addNotice('error', t('copy.refused', { reason: String(error) })));
  };
  return { copied, copy };
}
