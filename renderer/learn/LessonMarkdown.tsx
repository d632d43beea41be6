import { type ComponentPropsWithoutRef, type ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';
import { useTranslation } from '../app/use-translation.ts';
import { CITATION_MARK, citationOf } from '../../electron/contract/core.ts';

interface LessonMarkdownProps {
  readonly text: string;
  /** Source marks in the order of their numbers. */
  readonly sources: readonly string[];
}

const CITE = 'cite:';

/**
 * A lesson's own text. There is no raw HTML, no image and no link that leads anywhere: a lesson may come from anybody.
 * Source marks become the numbers of the list below the text.
 */
export function LessonMarkdown({ text, sources }: LessonMarkdownProps) {
  const { t } = useTranslation();
  const cited = text.replace(
    CITATION_MARK,
    (_, mark: string) => `[${mark}](${CITE}${encodeURIComponent(mark)})`,
  );
  const components: Components = {
    a: ({ href = '', children }: ComponentPropsWithoutRef<'a'>) => {
      if (!href.startsWith(CITE)) return <Address text={children} href={href} />;
      const mark = decodeURIComponent(href.slice(CITE.length));
      const number = sources.indexOf(mark) + 1;
      if (mark === 'model') return <span className="model-mark">{t('why.modelDecision')}</span>;
      return (
        <sup className="source-mark" title={sourceName(mark)}>
          [{number}]
        </sup>
      );
    },
    img: ({ alt = '' }: ComponentPropsWithoutRef<'img'>) => <span>{alt}</span>,
  };
  return (
    <div className="lesson-text">
      <Markdown components={components} urlTransform={keepCitations}>
        {cited}
      </Markdown>
    </div>
  );
}

/** Only our own marks stay addresses; whatever else a lesson links to is shown as text. */
const keepCitations = (url: string, key: string): string => (key === 'href' ? url : '');

function Address({ text, href }: { readonly text: ReactNode; readonly href: string }) {
  return (
    <>
      {text} <span className="mono dim">{href}</span>
    </>
  );
}

/** Where a source is to be found, in one line. */
export function sourceName(mark: string): string {
  const citation = citationOf(mark);
  if (citation?.kind === 'page') return citation.address.replace('https://', '');
  return mark;
}
