import { useTranslation } from '../app/use-translation.ts';
import { citationOf } from '../../electron/contract/core.ts';
import { RuleCitation } from '../inspector/RuleCitation.tsx';
import { sourceName } from './LessonMarkdown.tsx';

/** What the statements of a step rest on, to be read without a network. */
export function SourceList({ sources }: { readonly sources: readonly string[] }) {
  const { t } = useTranslation();
  if (sources.length === 0) return null;
  return (
    <section className="source-list" aria-label={t('learn.sources')}>
      <h3>{t('learn.sources')}</h3>
      <ol>
        {sources.map((mark) => (
          <li key={mark} value={sources.indexOf(mark) + 1}>
            <Source mark={mark} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Source({ mark }: { readonly mark: string }) {
  const { t } = useTranslation();
  const citation = citationOf(mark);
  if (citation === null) return <span className="mono">{mark}</span>;
  if (citation.kind === 'rule') return <RuleCitation rule={citation.rule} />;
  if (citation.kind === 'page') return <span className="mono">{sourceName(mark)}</span>;
  return <span>{t(`learn.source.${citation.kind}`)}</span>;
}
