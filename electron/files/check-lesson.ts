import { type Expectation } from '../../core/lessons/expectation.ts';
import { RULE_CAUSES } from '../../core/lessons/exercises/rule-causes.ts';
import { type Lesson, type LessonStep } from '../../core/lessons/lesson.ts';
import { RecordedSession } from '../../core/events/recorded-session.ts';
import { labConfigProblem } from '../../core/lab/lab-config.ts';
import { PROVIDER_CHOICES } from '../../core/providers/provider-choices.ts';
import { SCRIPT_ID_PREFIX } from '../../core/providers/script-id.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { tryFilter } from '../../core/query/compile-filter.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfLesson as say } from './lesson-sentences.ts';

/** Where in the front matter a mistake is, and what was expected. */
export interface MatterProblem {
  readonly path: readonly (string | number)[];
  readonly message: Sentence;
}

/** Finds what each member for itself cannot show: names that nothing has, calls that the step does not make. */
export function checkLesson(lesson: Lesson): readonly MatterProblem[] {
  const problems: MatterProblem[] = [];
  const machine = labConfigProblem(lesson.machine);
  if (machine !== null) problems.push({ path: ['machine'], message: sentenceOfField(machine) });
  const seen = new Set<string>();
  lesson.steps.forEach((step, index) => {
    const path = ['steps', index];
    if (seen.has(step.id))
      problems.push({ path: [...path, 'id'], message: say('stepTwice', { step: step.id }) });
    seen.add(step.id);
    problems.push(...checkStep(lesson, step).map((found) => ({ ...found, path: [...path, ...found.path] })));
  });
  lesson.practice.forEach(({ kind, rules }, index) => {
    const path = ['practice', index, 'rules'];
    if (kind !== 'rule' && rules.length > 0) problems.push({ path, message: say('rulesForRule') });
    const unknown = rules.find((rule) => RULE_CAUSES.every((cause) => cause.rule !== rule));
    if (unknown !== undefined) {
      const rules = RULE_CAUSES.map(({ rule }) => rule).join(', ');
      problems.push({ path, message: say('practicable', { rules, found: unknown }) });
    }
  });
  return problems;
}

function checkStep(lesson: Lesson, step: LessonStep): readonly MatterProblem[] {
  const problems: MatterProblem[] = [];
  const machine = step.machine === null ? null : labConfigProblem(step.machine);
  if (machine !== null) problems.push({ path: ['machine'], message: sentenceOfField(machine) });
  step.commands.forEach((command, index) => {
    if (command.kind !== 'registerScript' || command.script in lesson.scripts) return;
    const scripts = Object.keys(lesson.scripts).join(', ');
    const names = scripts === '' ? say('noScripts') : say('scripts', { names: scripts });
    const message = say('noSuchScript', { names, found: command.script });
    problems.push({ path: ['commands', index, 'script'], message });
  });
  const checkCall = (path: readonly (string | number)[], call: number): void => {
    if (call > step.commands.length)
      problems.push({ path, message: say('earlierCall', { calls: step.commands.length, found: call }) });
    else if (call > 0 && step.by === 'learner') problems.push({ path, message: say('learnerCalls') });
    else if (call === 0 && step.commands.length === 0) problems.push({ path, message: say('noCommands') });
  };
  step.highlights.forEach((highlight, index) => {
    if ('call' in highlight && highlight.kind !== 'field') checkCall(['highlight', index], highlight.call);
  });
  step.expect.forEach((expectation, index) => {
    if (expectation.kind === 'call') checkCall(['expect', index], expectation.call);
    const message = filterProblem(Object.keys(lesson.scripts), expectation);
    if (message !== null) problems.push({ path: ['expect', index, 'count'], message });
  });
  if (step.question === null) return problems;
  if (step.question.kind !== 'choice') {
    // A rehearsal makes the step's own calls, so their numbers mean something here.
    if (step.question.call > step.commands.length || step.commands.length === 0)
      problems.push({ path: ['question'], message: say('questionOfCall') });
  } else if (step.question.choices.filter(({ right, when }) => right || when !== null).length === 0) {
    problems.push({
      path: ['question', 'choices'],
      message: say('rightChoice'),
    });
  }
  return problems;
}

/**
 * What is wrong with an expectation's filter; null for a good one, and where there is none.
 * @param scripts names of the scripts that may serve
 */
export function filterProblem(scripts: readonly string[], expectation: Expectation): Sentence | null {
  if (expectation.kind !== 'count') return null;
  const ids = [...PROVIDER_CHOICES.map(({ id }) => id), ...scripts.map((name) => SCRIPT_ID_PREFIX + name)];
  const providers = ids.map((id, index) => ({ id, code: index + 1 }));
  const compiled = tryFilter(expectation.filter, { session: new RecordedSession(), providers });
  if (compiled.ok) return null;
  const { column, sentence } = compiled.error;
  return say('atColumn', { column, what: sentence });
}
