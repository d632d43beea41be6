import {
  type Boxes,
  type Picture,
  PATTERN_SIDE,
  type PatternName,
  type Patterns,
  type PatternTile,
  type Shape,
  type TextShape,
} from './picture.ts';

/** A picture as the text of an SVG file: areas as `rect`s of one group a colour, lines as paths, words as `text`. */
export function svgOf({ width, height, title, background, shapes }: Picture, patterns: Patterns): string {
  const size = `width="${number(width)}" height="${number(height)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${number(width)} ${number(height)}">`,
    `<title>${escaped(title)}</title>`,
    `<defs>${patternDefinitions(shapes, patterns)}</defs>`,
    `<path fill="${escaped(background)}" d="M0 0h${number(width)}v${number(height)}h${number(-width)}z"/>`,
    ...shapes.map(shapeText),
    '</svg>',
    '',
  ].join('\n');
}

function shapeText(shape: Shape): string {
  const fill = `fill="${escaped(shape.fill)}"`;
  switch (shape.kind) {
    case 'boxes':
      return `<g ${fill} shape-rendering="crispEdges">${rects(shape.boxes)}</g>`;
    case 'overlay': {
      const { pattern } = shape;
      const paint = pattern === null ? fill : `fill="url(#${patternId(pattern, shape.fill)})"`;
      const d = pathOf(shape.boxes);
      return `<path ${paint} fill-opacity="${number(shape.opacity)}" shape-rendering="crispEdges" d="${d}"/>`;
    }
    case 'polygon':
      return `<polygon ${fill} points="${shape.points.map(number).join(' ')}"/>`;
    case 'text': {
      const { x, y, font, align, text } = shape;
      const anchor = ANCHORS[align];
      const face = `font-family="${escaped(font.family)}" font-size="${number(font.sizePx)}"`;
      const weight = font.weight === 400 ? '' : ` font-weight="${font.weight}"`;
      const place = `x="${number(x)}" y="${number(y)}" dominant-baseline="central"`;
      return `<text ${place}${anchor} ${fill} ${face}${weight}>${escaped(text)}</text>`;
    }
  }
}

const ANCHORS: Readonly<Record<TextShape['align'], string>> = {
  left: '',
  center: ' text-anchor="middle"',
  right: ' text-anchor="end"',
};

function rects(boxes: Boxes): string {
  let text = '';
  for (let at = 0; at + 3 < boxes.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(at, at + 4).map(number);
    text += `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  }
  return text;
}

function pathOf(boxes: Boxes): string {
  let text = '';
  for (let at = 0; at + 3 < boxes.length; at += 4) {
    const [x = 0, y = 0, width = 0, height = 0] = boxes.slice(at, at + 4).map(number);
    text += `M${x} ${y}h${width}v${height}h${number(-Number(width))}z`;
  }
  return text;
}

/** The patterns that the shapes use, each once for each colour. */
function patternDefinitions(shapes: readonly Shape[], patterns: Patterns): string {
  const definitions = new Map<string, string>();
  for (const shape of shapes) {
    if (shape.kind !== 'overlay' || shape.pattern === null) continue;
    const id = patternId(shape.pattern, shape.fill);
    definitions.set(id, patternDefinition(id, patterns[shape.pattern] ?? [1], shape.fill));
  }
  return [...definitions.values()].join('');
}

function patternDefinition(id: string, tile: PatternTile, fill: string): string {
  const squares = tile.map((strength, at) => {
    if (strength === 0) return '';
    const place = `M${at % PATTERN_SIDE} ${Math.floor(at / PATTERN_SIDE)}h1v1h-1z`;
    return `<path fill="${escaped(fill)}" fill-opacity="${number(strength)}" d="${place}"/>`;
  });
  const size = `width="${PATTERN_SIDE}" height="${PATTERN_SIDE}" patternUnits="userSpaceOnUse"`;
  return `<pattern id="${id}" ${size}>${squares.join('')}</pattern>`;
}

const patternId = (name: PatternName, fill: string): string => `${name}-${fill.replace(/[^0-9a-z]+/gi, '-')}`;

/** At most three decimals: a thousandth of a px is not seen, and the file is a third of the size. */
const number = (value: number): string => String(Math.round(value * 1000) / 1000);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for XML; characters that XML cannot hold at all become U+FFFD. */
const escaped = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
