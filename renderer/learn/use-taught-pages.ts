import { useMemo } from 'react';
import { type PageRun } from '../map/map-model.ts';
import { useHighlights, useLesson } from '../stores/lesson-store.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Pages that the lesson points at, or that somebody looks at among the answers. */
export function useTaughtPages(model: SessionModel): readonly PageRun[] {
  const highlights = useHighlights();
  const pointed = useLesson((state) => state.pointed);
  return useMemo(() => {
    const runs =
      pointed.length > 0 ? pointed : highlights.flatMap((one) => (one.kind === 'pages' ? one.runs : []));
    return runs.map(({ firstPage, pages }) => ({ firstPage: firstPage - model.basePage, pages }));
  }, [model, highlights, pointed]);
}
