import { Check, Copy } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { COPY_FORMS, type CopySource } from '../../electron/contract/core.ts';
import { useCopy } from './use-copy.ts';

/** Copies the decoded structure; nothing can be copied while nothing is decoded. */
export function CopyButtons({ source }: { readonly source: CopySource | null }) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  return (
    <div className="copy-buttons" role="group" aria-label={t('copy.title')}>
      <span className="dim">{t('copy.title')}</span>
      {COPY_FORMS.map((form) => (
        <button
          key={form}
          type="button"
          title={t(`copy.hint.${form}`)}
          disabled={source === null || source.bytes.length === 0}
          onClick={() => source !== null && copy(source, form)}
        >
          {copied === form ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
          {t(`copy.form.${form}`)}
        </button>
      ))}
      <span className="copied" role="status">
        {copied !== null && t('copy.done')}
      </span>
    </div>
  );
}
