import { englishOf } from '../../../core/words/sentence.ts';
import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { BUNDLED_LESSONS } from '../../../core/lessons/bundled/bundled-lessons.ts';
import { type Lesson } from '../../../core/lessons/lesson.ts';
import { runLessonCommand } from '../../../core/lessons/lesson-command.ts';
import { LESSON_LANGUAGES } from '../../../core/lessons/words.ts';
import { Lab } from '../../../core/lab/lab.ts';
import { DEFAULT_LAB_CONFIG } from '../../../core/lab/lab-config.ts';
import { byteCount } from '../../../core/memory/units.ts';
import { type Picture } from '../../../core/pictures/picture.ts';
import { lessonScripts } from '../../scripting/lesson-scripts.ts';
import { parseLesson } from '../read-lesson.ts';
import { collectHandout } from './collect-handout.ts';
import { handoutHtml } from './handout-html.ts';
import { HANDOUT_WORDS } from './handout-words.ts';
import { escapeHtml } from './markdown-html.ts';
import { memoryPicture, PAGE_WIDTH } from './memory-picture.ts';

const scripts = lessonScripts();

function read(name: string, source: string): Lesson {
  const found = parseLesson(name, source);
  if (!found.ok) throw new Error(found.messages.map(englishOf).join('\n'));
  return found.lesson;
}

/** Elements and attributes that run, load or style something, as a parser sees the page. */
function activeParts(html: string): readonly string[] {
  const { DOMParser } = new Window();
  const page = new DOMParser().parseFromString(html, 'text/html');
  return [...page.querySelectorAll('*')].flatMap((element) => {
    const name = element.tagName.toLowerCase();
    const attributes = [...element.attributes].filter(
      (attribute) =>
        ['style', 'src'].includes(attribute.name) ||
        attribute.name.startsWith('on') ||
        (attribute.name === 'href' && !HARMLESS_LINK.test(attribute.value ?? '')),
    );
    return [
      ...(ACTIVE_ELEMENTS.includes(name) ? [name] : []),
      ...attributes.map((attribute) => `${name} ${attribute.name}`),
    ];
  });
}
const ACTIVE_ELEMENTS = ['script', 'img', 'image', 'link', 'iframe', 'object', 'embed', 'form'];
const HARMLESS_LINK = /^(#source-\d+|https:\/\/learn\.microsoft\.com\/.+|)$/;

describe.each(BUNDLED_LESSONS)('the handout of $name', ({ name, source }) => {
  const lesson = read(name, source);
  it.each(LESSON_LANGUAGES)('has every step with its pictures and sources, in %s', async (language) => {
    const handout = await collectHandout(lesson, language, scripts);
    expect(handout.met).toBe(true);
    const html = handoutHtml(handout);
    expect(activeParts(html)).toEqual([]);
    expect(html.match(/<section>/g)?.length).toBeGreaterThanOrEqual(lesson.steps.length);
    for (const { title, question } of lesson.steps) {
      expect(html).toContain(escapeHtml(title[language]));
      const prompt = question?.prompt?.[language];
      if (prompt !== undefined) expect(html).toContain(escapeHtml(prompt));
    }
    const memories = html.split(`<h3>${HANDOUT_WORDS[language].memory}</h3>`).length - 1;
    expect(memories).toBe(lesson.steps.filter(({ commands }) => commands.length > 0).length);
    for (const [, target] of html.matchAll(/href="#(source-\d+)"/g))
      expect(html).toContain(`<li id="${target}">`);
    // A mark that is still there would be one that nobody knows.
    expect(html).not.toMatch(/\[\^/);
    for (const { memory, main } of handout.steps) {
      expectInside(memory);
      if (main?.sequence != null) expectInside(main.sequence);
    }
  });
});

/** Nothing is drawn beside the paper. */
function expectInside({ width, height, shapes }: Picture): void {
  for (const shape of shapes) {
    if (shape.kind === 'text') {
      expect(shape.x).toBeLessThanOrEqual(width);
      expect(shape.y).toBeLessThanOrEqual(height);
    } else if (shape.kind === 'boxes' || shape.kind === 'overlay') {
      for (let at = 0; at < shape.boxes.length; at += 4) {
        expect((shape.boxes[at] ?? 0) + (shape.boxes[at + 2] ?? 0)).toBeLessThanOrEqual(width + 0.01);
        expect((shape.boxes[at + 1] ?? 0) + (shape.boxes[at + 3] ?? 0)).toBeLessThanOrEqual(height + 0.01);
      }
    }
  }
}

describe('a handout of a lesson that somebody else wrote', () => {
  it('shows HTML, images and strange links as what they are', async () => {
    const hostile = [
      '<script>alert(1)</script><b onclick="alert(1)">bold</b>',
      '![picture](https://example.com/x.png)',
      '[click](javascript:alert(1))[^model]',
    ].join(' ');
    const source = BUNDLED_LESSONS[0].source
      .replace(/\n# parties\n\n## en\n\n[\s\S]*?\n\n## pt/, `\n# parties\n\n## en\n\n${hostile}\n\n## pt`)
      .replace(/(## pt\n\n)[\s\S]*?(\n\n## after en)/, `$1${hostile}$2`)
      .replace('en: Who calls whom,', `en: '"><script>alert(2)</script>',`);
    const html = handoutHtml(await collectHandout(read('hostile.md', source), 'en', scripts));
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).toContain('&lt;script&gt;alert(2)');
    expect(activeParts(html)).toEqual([]);
  });
});

describe('the picture of the memory', () => {
  const words = HANDOUT_WORDS.en;
  /** Width of everything that is filled in a colour. */
  const widthOf = ({ shapes }: Picture, fill: string, row = 18): number =>
    shapes.reduce((sum, shape) => {
      if (shape.kind !== 'boxes' || shape.fill !== fill || shape.boxes[3] !== row) return sum;
      return sum + (shape.boxes[2] ?? 0);
    }, 0);

  it('gives each kind of page its share of the width', () => {
    const request = fc.record({
      pages: fc.integer({ min: 8, max: 40 }),
      node: fc.integer({ min: 0, max: 1 }),
    });
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 1, maxLength: 8 }),
        fc.array(request, { minLength: 1, maxLength: 4 }),
        (before, within) => {
          const memoryBytes = byteCount(2 * 2 ** 20);
          const lab = new Lab({ ...DEFAULT_LAB_CONFIG, memoryBytes, nodeCount: 2, provider: 'default' });
          const ask = ({ pages, node }: (typeof before)[number]): void =>
            runLessonCommand(lab, {
              kind: 'allocate',
              request: { lengthBytes: pages * 4096, preferredNode: node },
              times: 1,
            });
          before.forEach(ask);
          const earlier = lab.usedBytes / 4096;
          const firstSeq = lab.session.log.length;
          within.forEach(ask);
          const picture = memoryPicture(lab, firstSeq, words);
          const blocks = before.length + within.length;
          const pageWidth = (PAGE_WIDTH - 130) / 256;
          // Each block may give three quarters of a px to the line beside it.
          const slack = blocks * 0.75 + 0.01;
          const expected = [earlier, lab.usedBytes / 4096 - earlier].map((pages) => pages * pageWidth);
          const drawn = [widthOf(picture, '#a9c4e6'), widthOf(picture, '#0b57c2')];
          drawn.forEach((width, index) => {
            expect(width).toBeLessThanOrEqual((expected[index] ?? 0) + 0.01);
            expect(width).toBeGreaterThanOrEqual((expected[index] ?? 0) - slack);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows what a provider has kept, and what a step has freed', () => {
    const lab = new Lab({ ...DEFAULT_LAB_CONFIG, layers: [{ kind: 'break', rule: 'P8', n: 2 }] });
    runLessonCommand(lab, { kind: 'openQueue' });
    const ask = { kind: 'allocate', request: { lengthBytes: 65_536, queueId: 1 }, times: 2 } as const;
    runLessonCommand(lab, ask);
    const patternsOf = (firstSeq: number): readonly string[] =>
      memoryPicture(lab, firstSeq, words).shapes.flatMap((shape) =>
        shape.kind === 'overlay' && shape.pattern !== null ? [shape.pattern] : [],
      );
    expect(patternsOf(0)).toContain('hatch');
    expect(patternsOf(0)).not.toContain('dots');
    const firstSeq = lab.session.log.length;
    runLessonCommand(lab, { kind: 'free', blocks: [1], handle: 'allocation', irql: 0 });
    expect(patternsOf(firstSeq)).toContain('dots');
  });
});
