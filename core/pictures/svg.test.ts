import { describe, expect, it } from 'vitest';
import { moved } from './moved.ts';
import { type Picture, type Shape } from './picture.ts';
import { svgOf } from './svg.ts';

const ring: Shape = {
  kind: 'outline',
  d: 'M0 0h4v4z',
  fill: null,
  stroke: { colour: '#112233', opacity: 0.5, width: 2, dash: [3, 2], cap: 'round', join: 'miter' },
  matrix: null,
};
const word: Shape = {
  ...{ kind: 'text', text: 'a  b <c>', x: 3, y: 9, fill: '#ffffff', align: 'left' },
  font: { sizePx: 12, family: '"Some Mono"', weight: 650, literal: true, spacingPx: 0.5 },
  layout: { width: 40, opacity: 1, underlined: true },
};
const clip: Shape = { kind: 'clip', x: 1, y: 2, width: 10.5, height: 5, shapes: [ring, word] };

const drawn = (...shapes: readonly Shape[]): string => {
  const picture: Picture = { width: 20, height: 10, title: 't', background: '#000000', shapes };
  return svgOf(picture, {});
};

describe('shapes of a page', () => {
  it('are written as SVG, parts that are cut inside of a clip that is defined once', () => {
    const svg = drawn(clip, clip);
    expect(svg.split('<clipPath').length - 1).toBe(1);
    expect(svg).toContain(
      '<clipPath id="clip-1-2-10_5-5"><rect x="1" y="2" width="10.5" height="5"/></clipPath>',
    );
    expect(svg).toContain('<g clip-path="url(#clip-1-2-10_5-5)">');
    expect(svg).toContain('fill="none" stroke="#112233" stroke-width="2" stroke-opacity="0.5"');
    expect(svg).toContain('stroke-dasharray="3 2"');
  });

  it('keep words where they stood, with their spaces and whatever fonts a reader has', () => {
    const svg = drawn(word);
    expect(svg).toContain('textLength="40" lengthAdjust="spacingAndGlyphs"');
    expect(svg).toContain('xml:space="preserve">a  b &lt;c&gt;</text>');
    expect(svg).toContain('font-family="&quot;Some Mono&quot;"');
    expect(svg).not.toContain('dominant-baseline');
  });

  it('move with everything in them', () => {
    expect(moved(moved(clip, 5, -3), -5, 3)).toEqual({
      ...clip,
      shapes: [{ ...ring, matrix: [1, 0, 0, 1, 0, 0] }, word],
    });
    const there = moved(clip, 5, -3);
    expect(there).toMatchObject({ x: 6, y: -1, shapes: [{ matrix: [1, 0, 0, 1, 5, -3] }, { x: 8, y: 6 }] });
    const boxes: Shape = { kind: 'boxes', fill: '#000000', boxes: [1, 2, 3, 4, 5, 6, 7, 8] };
    expect(moved(boxes, 1, 2)).toEqual({ ...boxes, boxes: [2, 4, 3, 4, 6, 8, 7, 8] });
  });
});
