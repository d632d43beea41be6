import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { type Shape, svgOf } from '../../electron/contract/core.ts';
import { demonstrated } from '../stores/demonstrated.fixture.ts';
import { type SessionModel } from '../stores/session-model.ts';
import { PATTERNS } from './patterns.ts';
import { figuresPicture } from './figures-picture.ts';
import { framed } from './frame.ts';
import { timelinePicture } from './timeline-picture.ts';

const looks = { background: '#000', text: '#fff', dim: '#888', line: '#444', font: 'sans', fontMono: 'mono' };
const measure = (text: string): number => text.length * 7;
const words = { title: 'Title', subtitle: 'Subtitle', legend: [] };
type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;
const shapesOf = <Kind extends Shape['kind']>(shapes: readonly Shape[], kind: Kind): Of<Kind>[] =>
  shapes.filter((shape): shape is Of<Kind> => shape.kind === kind);

function parsed(svg: string): Document {
  const { DOMParser } = new Window();
  return new DOMParser().parseFromString(svg, 'image/svg+xml') as unknown as Document;
}

describe('svgOf', () => {
  it('keeps any words as words', () => {
    const text = `</text><script>alert("1")</script> & 'q' \u0007 \ud800 é 語`;
    const font = { sizePx: 12, family: '"Inter", sans', weight: 400 } as const;
    const shape: Shape = { kind: 'text', text, x: 1, y: 2, fill: '#fff', font, align: 'left' };
    const svg = svgOf({ width: 10, height: 10, title: text, background: '#000', shapes: [shape] }, PATTERNS);
    expect(svg).not.toContain('<script');
    const document = parsed(svg);
    const shown = text.replace('\u0007', '\ufffd').replace('\ud800', '\ufffd');
    expect(document.querySelector('text')?.textContent).toBe(shown);
    expect(document.querySelector('title')?.textContent).toBe(shown);
    expect(document.querySelector('text')?.getAttribute('font-family')).toBe('"Inter", sans');
  });

  it('defines a pattern once for every colour that uses it', () => {
    const hatch = (fill: string): Shape => ({
      ...{ kind: 'overlay', fill, opacity: 1, pattern: 'hatch', boxes: [0, 0, 4, 4] },
    });
    const shapes = [hatch('#123'), hatch('#123'), hatch('rgb(1, 2, 3)')];
    const svg = svgOf({ width: 9, height: 9, title: '', background: '#000', shapes }, PATTERNS);
    const ids = [...svg.matchAll(/<pattern id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(2);
    expect(ids.length).toBe(2);
    for (const [, id] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });
});

describe('framed', () => {
  it('breaks a legend into rows that fit', () => {
    const legend = Array.from({ length: 30 }, (_, index) => ({ text: `queue ${index}`, colour: '#fff' }));
    const picture = framed({ width: 400, height: 50, shapes: [] }, { ...words, legend }, looks, measure);
    const entries = shapesOf(picture.shapes, 'text').filter(({ text }) => text.startsWith('queue'));
    expect(entries.length).toBe(30);
    for (const { x, y, text } of entries) {
      expect(x + measure(text)).toBeLessThanOrEqual(400);
      expect(y).toBeLessThan(picture.height);
    }
    const places = new Set(entries.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(30);
  });

  it('is as wide as its title needs', () => {
    const title = 'x'.repeat(100);
    const picture = framed({ width: 100, height: 50, shapes: [] }, { ...words, title }, looks, measure);
    expect(picture.width).toBeGreaterThanOrEqual(measure(title));
  });
});

describe('the picture of the timeline', () => {
  const model = demonstrated(12);
  const length = model.recorded.log.length;
  model.cursor.seek(Math.floor(length / 2));
  const content = { ...words, bytes: (value: number) => `${value} B`, event: (at: number) => `event ${at}` };
  const picture = timelinePicture(model, content, { ...looks, colour: (name) => `#${name}` }, measure);

  it('stacks the providers up to the bytes that are used at each position', () => {
    const areas = shapesOf(picture.shapes, 'polygon');
    expect(areas.length).toBe(2);
    const [whole] = areas;
    const points = whole?.points ?? [];
    const baseline = points[1] ?? 0;
    const peak = Math.max(...usedBytes(model));
    const highest = Math.min(...points.filter((_, at) => at % 2 === 1));
    const perByte = (baseline - highest) / peak;
    for (const position of [1, 50, Math.floor(length / 3), length]) {
      const at = points.findIndex((x, index) => index % 2 === 0 && Math.abs(x - xOf(position)) < 1e-6);
      expect(at).toBeGreaterThan(0);
      expect((baseline - (points[at + 1] ?? 0)) / perByte).toBeCloseTo(
        usedBytes(model)[position - 1] ?? 0,
        3,
      );
    }
    expect(shapesOf(picture.shapes, 'text').map(({ text }) => text)).toContain(`${peak} B`);
  });

  const xOf = (position: number): number => 84 + (position / length) * (1200 - 84 - 16);

  it('marks every bucket in which a call did not succeed, and the cursor', () => {
    const ticks = shapesOf(picture.shapes, 'boxes').find(({ fill }) => fill === '#status-2');
    const marked = model.series.marks.subarray(0, model.series.length).filter((mark) => (mark & 1) !== 0);
    expect(marked.length).toBeGreaterThan(0);
    expect((ticks?.boxes.length ?? 0) / 4).toBe(marked.length);
    const cursors = shapesOf(picture.shapes, 'overlay').filter(({ fill }) => fill === looks.text);
    expect((cursors[0]?.boxes[0] ?? 0) + 1).toBeCloseTo(xOf(model.cursor.position));
  });
});

/** Used bytes after each event. */
function usedBytes({ series }: SessionModel): number[] {
  expect(series.eventsPerBucket).toBe(1);
  return Array.from({ length: series.length }, (_, bucket) =>
    series.providers.reduce((sum, code) => sum + (series.usedPagesOf(code)[bucket] ?? 0) * 4096, 0),
  );
}

it('draws a bar for every size class that has free extents, as long as they are many', () => {
  const counts = [4, 0, 2, 8];
  const bars = counts.map((count, size) => ({ size: `${size}`, count, shown: `${count}` }));
  const content = { figures: [{ name: 'Used', value: '3 MiB' }], histogramTitle: 'Extents', bars };
  const picture = figuresPicture(content, words, { ...looks, bar: '#0af' }, measure);
  const [shape] = shapesOf(picture.shapes, 'boxes');
  const widths = (shape?.boxes ?? []).filter((_, at) => at % 4 === 2);
  expect(widths.map((width) => width / (widths[2] ?? 1))).toEqual([0.5, 0.25, 1]);
  const texts = shapesOf(picture.shapes, 'text');
  expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['Used', '3 MiB', 'Extents']));
  expect(texts.every(({ y }) => y < picture.height)).toBe(true);
});
