import { englishOf } from '../../core/words/sentence.ts';
import { describe, expect, it } from 'vitest';
import { Journal } from '../../core/history/journal.ts';
import { type LabCommand, runLabCommand } from '../../core/history/lab-command.ts';
import { DEFAULT_LAB_CONFIG } from '../../core/lab/lab-config.ts';
import { Lab } from '../../core/lab/lab.ts';
import { completeRequest } from '../../core/lab/manual-calls.ts';
import { LessonPlayer } from '../../core/lessons/lesson-player.ts';
import { ALLOCATION_HANDLE_BASE, handleToAddress, type Handle } from '../../core/ndis/handles.ts';
import { byteCount } from '../../core/memory/units.ts';
import { parseLesson } from './read-lesson.ts';
import { cannotBeTaught, recordedLesson } from './record-lesson.ts';

describe('a lesson that was recorded', () => {
  it('is read without a mistake and does again what was done, with the same answers', async () => {
    const config = { ...DEFAULT_LAB_CONFIG, memoryBytes: byteCount(4 * 2 ** 20), seed: 9 };
    const lab = new Lab(config);
    const journal = new Journal();
    const run = (command: LabCommand): void => {
      journal.add({ kind: 'command', command, firstSeq: lab.session.log.length });
      runLabCommand(lab, command);
    };
    const first = handleToAddress((ALLOCATION_HANDLE_BASE + 1) as Handle);
    run({ kind: 'openQueue' });
    run({ kind: 'allocate', request: completeRequest(lab, { lengthBytes: 65_536, queueId: 1 }) });
    run({ kind: 'allocate', request: completeRequest(lab, { lengthBytes: 0, queueId: 1, irql: 2 }) });
    run({ kind: 'allocate', request: completeRequest(lab, { lengthBytes: 0, queueId: 1 }) });
    run({ kind: 'machine', command: { kind: 'allocateQueue', lookaheadBytes: 128 } });
    run({ kind: 'free', allocationHandle: first, irql: 0 });
    run({ kind: 'free', allocationHandle: first, irql: 0 });
    run({ kind: 'free', allocationHandle: 0n, irql: 0 });
    const text = recordedLesson({ lab, entries: journal.entries, before: 1 });
    const read = parseLesson('recorded.md', text);
    if (!read.ok) throw new Error(`${read.messages.map(englishOf).join('\n')}\n${text}`);
    expect(read.lesson.steps.map(({ id }) => id)).toEqual([
      'start',
      'step-1',
      'step-2',
      'step-3',
      'step-4',
      'step-5',
      'step-6',
      'step-7',
    ]);
    const player = await LessonPlayer.begin(read.lesson, () =>
      Promise.resolve({ en: 'no scripts', pt: 'sem scripts' }),
    );
    do expect((await player.play()).checks.filter(({ met }) => !met)).toEqual([]);
    while (await player.next());
    const ours = player.lab.session.log.copyFrom(0, 100);
    expect(ours).toEqual(lab.session.log.copyFrom(0, 100));
  });

  it('cannot hold a workload or another provider', () => {
    expect(cannotBeTaught([{ kind: 'command', command: { kind: 'openQueue' }, firstSeq: 0 }])).toBe(false);
    const command: LabCommand = { kind: 'useProvider', provider: 'switch', layers: [] };
    expect(cannotBeTaught([{ kind: 'command', command, firstSeq: 0 }])).toBe(true);
  });
});
