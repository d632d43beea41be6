import {
  type Boxes,
  type ClipShape,
  type OutlineShape,
  type Picture,
  type PictureFont,
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
  const clips = new Map<string, string>();
  const body = shapes.map((shape) => shapeText(shape, clips));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${number(width)} ${number(height)}">`,
    `<title>${escaped(title)}</title>`,
    `<defs>${patternDefinitions(shapes, patterns)}${[...clips.values()].join('')}</defs>`,
    `<path fill="${escaped(background)}" d="M0 0h${number(width)}v${number(height)}h${number(-width)}z"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

/** @param clips definitions of the rectangles that parts are clipped to, by what they say; further ones are added */
function shapeText(shape: Shape, clips: Map<string, string>): string {
  switch (shape.kind) {
    case 'boxes':
      return `<g ${fillOf(shape)} shape-rendering="crispEdges">${rects(shape.boxes)}</g>`;
    case 'overlay': {
      const { pattern } = shape;
      const paint = pattern === null ? fillOf(shape) : `fill="url(#${patternId(pattern, shape.fill)})"`;
      const d = pathOf(shape.boxes);
      return `<path ${paint} fill-opacity="${number(shape.opacity)}" shape-rendering="crispEdges" d="${d}"/>`;
    }
    case 'polygon':
      return `<polygon ${fillOf(shape)} points="${shape.points.map(number).join(' ')}"/>`;
    case 'outline':
      return outlineText(shape);
    case 'image': {
      const size = `width="${number(shape.width)}" height="${number(shape.height)}" preserveAspectRatio="none"`;
      const place = `x="${number(shape.x)}" y="${number(shape.y)}" ${size}${opacityOf('opacity', shape.opacity)}`;
      return `<image ${place} href="${escaped(shape.href)}"/>`;
    }
    case 'clip':
      return `<g clip-path="url(#${clipId(shape, clips)})">${shape.shapes.map((part) => shapeText(part, clips)).join('\n')}</g>`;
    case 'text':
      return textOf(shape);
  }
}

const fillOf = ({ fill }: { readonly fill: string }): string => `fill="${escaped(fill)}"`;

/** Nothing for what is opaque. */
const opacityOf = (name: string, opacity: number): string =>
  opacity >= 1 ? '' : ` ${name}="${number(opacity)}"`;

function textOf({ x, y, font, align, text, fill, layout }: TextShape): string {
  const place = `x="${number(x)}" y="${number(y)}"${layout === undefined ? ' dominant-baseline="central"' : ''}`;
  const spaces = /^\s|\s\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
  return `<text ${place}${ANCHORS[align]} ${fillOf({ fill })} ${faceOf(font)}${layoutOf(layout)}${spaces}>${escaped(text)}</text>`;
}

function faceOf({
  family,
  sizePx,
  weight,
  italic = false,
  literal = false,
  spacingPx = 0,
}: PictureFont): string {
  return [
    `font-family="${escaped(family)}" font-size="${number(sizePx)}"`,
    weight === 400 ? '' : ` font-weight="${weight}"`,
    italic ? ' font-style="italic"' : '',
    literal ? ' text-rendering="optimizeSpeed"' : '',
    spacingPx === 0 ? '' : ` letter-spacing="${number(spacingPx)}"`,
  ].join('');
}

function layoutOf(layout: TextShape['layout']): string {
  if (layout === undefined) return '';
  const underline = layout.underlined ? ' text-decoration="underline"' : '';
  const width = ` textLength="${number(layout.width)}" lengthAdjust="spacingAndGlyphs"`;
  return `${width}${opacityOf('fill-opacity', layout.opacity)}${underline}`;
}

function outlineText({ d, fill, stroke, matrix }: OutlineShape): string {
  const filled =
    fill === null
      ? 'fill="none"'
      : `fill="${escaped(fill.colour)}"${opacityOf('fill-opacity', fill.opacity)} fill-rule="evenodd"`;
  const place = matrix === null ? '' : ` transform="matrix(${matrix.map(number).join(' ')})"`;
  return `<path ${filled}${strokeOf(stroke)}${place} d="${escaped(d)}"/>`;
}

function strokeOf(stroke: OutlineShape['stroke']): string {
  if (stroke === null) return '';
  const { colour, opacity, width, dash, cap, join } = stroke;
  return [
    ` stroke="${escaped(colour)}" stroke-width="${number(width)}"${opacityOf('stroke-opacity', opacity)}`,
    cap === 'butt' ? '' : ` stroke-linecap="${cap}"`,
    join === 'miter' ? '' : ` stroke-linejoin="${join}"`,
    dash.length === 0 ? '' : ` stroke-dasharray="${dash.map(number).join(' ')}"`,
  ].join('');
}

function clipId({ x, y, width, height }: ClipShape, clips: Map<string, string>): string {
  const rect = `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/>`;
  const id = `clip-${[x, y, width, height].map(number).join('-').replaceAll('.', '_')}`;
  clips.set(id, `<clipPath id="${id}">${rect}</clipPath>`);
  return id;
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
  for (const shape of unclipped(shapes)) {
    if (shape.kind !== 'overlay' || shape.pattern === null) continue;
    const id = patternId(shape.pattern, shape.fill);
    definitions.set(id, patternDefinition(id, patterns[shape.pattern] ?? [1], shape.fill));
  }
  return [...definitions.values()].join('');
}

/** The shapes themselves, those inside of clips too. */
function* unclipped(shapes: readonly Shape[]): Generator<Shape> {
  for (const shape of shapes) {
    if (shape.kind === 'clip') yield* unclipped(shape.shapes);
    else yield shape;
  }
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
