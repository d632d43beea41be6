import { englishOf } from '../../core/words/sentence.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { parseLesson, readLessonFile } from './read-lesson.ts';

/** The smallest sound lesson, line by line. */
const SOUND = `---
id: small
number: 1
minutes: 5
title: { en: Small, pt: Pequena }
summary: { en: One step., pt: Um passo. }
machine: { memoryBytes: 1 MiB, nodeCount: 1 }
steps:
  - id: ask
    title: { en: Ask, pt: Pedir }
    commands: [{ kind: allocate, lengthBytes: 64 KiB }]
    question: { kind: status }
    expect: [{ status: SUCCESS }]
---

# ask

## en

The Lab asks.[^A28]

## pt

O Lab pede.[^A28]
`;

const messageOf = (text: string): string => {
  const read = parseLesson('small.md', text);
  return read.ok ? '' : read.messages.map(englishOf).join('\n');
};

/** What is replaced in the sound lesson, and what the first line of the message says. */
const BROKEN: readonly (readonly [string, string, string, string])[] = [
  ['no front matter', SOUND, 'words', 'small.md:1:1: expected --- and the front matter'],
  ['an open front matter', '\n---\n\n#', '\n\n#', 'expected --- at the end of the front matter'],
  ['bad YAML', 'title: { en: Small', 'title: { en: [Small', 'small.md:5:'],
  ['a missing key', 'minutes: 5\n', '', 'minutes: Invalid input: expected number'],
  ['a wrong type', 'minutes: 5', 'minutes: soon', 'small.md:4:10: minutes: Invalid input: expected number'],
  ['a misspelt key', 'minutes: 5', 'minuets: 5', 'unknown key "minuets", perhaps "minutes"'],
  [
    'a misspelt key of a command',
    'lengthBytes: 64',
    'lenghtBytes: 64',
    'unknown key "lenghtBytes", perhaps "lengthBytes"',
  ],
  [
    'a size without a unit that is known',
    '64 KiB',
    '64 kilo',
    'small.md:11:47: steps.0.commands.0.lengthBytes: expected bytes, such as 4096 or 64 KiB, found "64 kilo"',
  ],
  ['an unknown command', 'kind: allocate', 'kind: alocate', 'steps.0.commands.0.kind'],
  [
    'an unknown status',
    'status: SUCCESS',
    'status: GOOD',
    'expected a status, such as RESOURCES, or none, found "GOOD"',
  ],
  [
    'an unknown rule',
    'status: SUCCESS',
    'rule: A99',
    'small.md:13:22: steps.0.expect.0.rule: expected a rule of the catalogue',
  ],
  [
    'a call that the step has not',
    'status: SUCCESS',
    'call: 3, status: SUCCESS',
    'expected a call up to 1, found 3',
  ],
  [
    'a filter that is none',
    '{ status: SUCCESS }',
    "{ count: 'statsu == X', is: 1 }",
    'column 1: expected a field, such as status',
  ],
  ['a memory that no machine has', '1 MiB', '1 KiB', 'machine: memory: expected'],
  [
    'a question with no answer',
    'kind: status',
    'kind: choice, prompt: { en: a, pt: b }, choices: [{ en: a, pt: b }, { en: c, pt: d }]',
    'expected a choice that is right',
  ],
  ['a step without its text', '# ask', '# asks', 'steps.0.id: expected "# ask" in the text below'],
  [
    'a language that is missing',
    '## pt\n\nO Lab pede.[^A28]\n',
    '',
    'small.md:16:1: step ask: expected a text under "## pt"',
  ],
  ['a part that is none', '## pt', '## fr', 'found "## fr"'],
  [
    'a statement without a source',
    'The Lab asks.[^A28]',
    'The Lab asks.',
    'expected a source such as [^A17] or [^model] in the paragraph "The Lab asks.…"',
  ],
  ['a source that nobody knows', 'asks.[^A28]', 'asks.[^modle]', 'unknown source [^modle], perhaps model'],
  [
    'languages that cite different things',
    'pede.[^A28]',
    'pede.[^A17]',
    'expected the same sources in both languages, found A28 and A17',
  ],
  [
    'a step twice',
    '  - id: ask\n',
    '  - { id: ask, title: { en: a, pt: b } }\n  - id: ask\n',
    'step ask stands twice',
  ],
  [
    'a script that is not there',
    'kind: allocate, lengthBytes: 64 KiB',
    'kind: registerScript, script: mine',
    'expected a script of the lesson (none), found "mine"',
  ],
];

describe('a lesson file', () => {
  it('is read whole', () => {
    const read = parseLesson('small.md', SOUND);
    expect(read.ok && read.lesson).toMatchObject({
      id: 'small',
      machine: { memoryBytes: 2 ** 20, nodeCount: 1, provider: 'switch' },
      steps: [
        {
          by: 'lab',
          commands: [{ kind: 'allocate', times: 1, request: { lengthBytes: 65_536 } }],
          expect: [{ kind: 'call', call: 0, status: 1 }],
          citations: ['A28'],
          text: { pt: 'O Lab pede.[^A28]' },
        },
      ],
    });
  });

  it.each(BROKEN)('with %s is refused, with its place and what was expected', (_name, from, to, expected) => {
    expect(SOUND).toContain(from);
    const message = messageOf(SOUND.replace(from, to));
    expect(message).toContain(expected);
    for (const line of message.split('\n')) expect(line).toMatch(/^small\.md:\d+:\d+: ./);
  });

  it('that multiplies aliases without end is refused', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? '[x, x]' : `[${`*l${level - 1}, `.repeat(9)}*l${level - 1}]`;
      return `l${level}: &l${level} ${inner}`;
    });
    expect(messageOf(`---\n${levels.join('\n')}\n---\n`)).toMatch(/^small\.md:2:1: /);
  });

  it('that is not there is a message', async () => {
    const read = await readLessonFile('/nowhere/lesson.md');
    expect(read.ok ? '' : read.messages.map(englishOf).join('\n')).toContain(
      '/nowhere/lesson.md:1:1: expected a file that can be read',
    );
  });
});

describe('any text', () => {
  const whole = BUNDLED_LESSONS[0].source;

  it('is a lesson or a message, never an exception', () => {
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 6 }), (cuts) => {
        const text = cuts.reduce(
          (sofar, [place, removed, added]) => sofar.slice(0, place) + added + sofar.slice(place + removed),
          whole,
        );
        const read = parseLesson('cut.md', text);
        if (!read.ok) expect(read.messages.map(englishOf).join('\n')).toMatch(/^cut\.md:\d+:\d+: /);
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const read = parseLesson('any.md', `---\n${text}\n---\n`);
        expect(read.ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
