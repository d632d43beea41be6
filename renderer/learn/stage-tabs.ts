import { create } from 'zustand';
import { type LessonState } from '../../electron/contract/lessons.ts';

interface StageTabs {
  readonly side: 'inspector' | 'act';
  readonly foot: 'calls' | 'timeline';
}

/** What is in front where a narrow window has one place for two views. */
export const useStageTabs = create<StageTabs>()(() => ({ side: 'inspector', foot: 'calls' }));

export const chooseStageTab = (tabs: Partial<StageTabs>): void => useStageTabs.setState(tabs);

const ACTING = ['allocate', 'machine', 'providers', 'script'];

/** Brings in front what the step points at, or what the learner needs. */
export function frontFor({ step, exercise }: LessonState): void {
  const panels = step.highlights.flatMap((one) => (one.kind === 'panel' ? [one.panel] : []));
  const acts = exercise !== null || (step.by === 'learner' && step.outcome === 'open');
  const before = step.highlights.some((one) => one.kind === 'field' && one.seq === null);
  const side = acts || before || panels.some((panel) => ACTING.includes(panel)) ? 'act' : 'inspector';
  chooseStageTab({ side, foot: panels.includes('timeline') ? 'timeline' : 'calls' });
}
