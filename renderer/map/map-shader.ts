import { CellKind, SHARE_STEPS, STYLES } from './cell-code.ts';
import { DITHER, DITHER_STRENGTH, HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE } from './looks.ts';
import { MARK_FROM, MARK_STRENGTH } from './looks.ts';
import { CELL_FRACTIONS } from './pixel-grid.ts';

/** One triangle that covers the canvas; needs no buffers. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const float = (value: number): string => value.toFixed(4);

/** Pixel -> column and line of the grid -> cell -> colour. \`line-painter.ts\` is the same in TypeScript. */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
precision highp isampler2D;

uniform usampler2D uCells;
uniform isampler2D uColumns;
uniform isampler2D uLines;
uniform int uHeight;
uniform int uPatternPx;
uniform int uEdgePx;
uniform float uEdgeStrength;
uniform float uPageStrength;
uniform vec3 uBackground;
uniform vec3 uFree;
uniform vec3 uEdge;
uniform vec3 uPadding;
uniform vec3 uStyles[${STYLES}];
out vec4 colour;

const int DITHER[16] = int[16](${DITHER.join(', ')});

vec3 usedColour(uint cell, uint left, ivec4 column, ivec2 pattern) {
  vec3 base = uStyles[(cell >> 2) & 63u];
  int padding = int((cell >> 8) & 63u);
  if (column.z >= ${CELL_FRACTIONS} - padding) {
    bool stroke = ((pattern.x + pattern.y) % ${HATCH_PERIOD}) < ${HATCH_LINE};
    base = mix(base, uPadding, stroke ? ${float(HATCH_STROKE)} : ${float(HATCH_GROUND)});
  }
  if (column.y >= uEdgePx || (left & 3u) != ${CellKind.used}u) return base;
  bool sameBlock = (left >> 14) == (cell >> 14);
  if (!sameBlock) return mix(base, uEdge, uEdgeStrength);
  return column.y < 1 ? mix(base, uEdge, uPageStrength) : base;
}

vec3 mixedColour(uint cell, ivec2 pattern) {
  vec3 first = uStyles[(cell >> 2) & 63u];
  vec3 second = uStyles[(cell >> 8) & 63u];
  int share = int((cell >> 14) & 31u);
  int secondShare = int((cell >> 19) & 31u);
  int freeShare = ${SHARE_STEPS} - share - secondShare;
  vec3 mean = (first * float(share) + second * float(secondShare) + uFree * float(freeShare)) / ${float(SHARE_STEPS)};
  int step = DITHER[(pattern.y & 3) * 4 + (pattern.x & 3)];
  if (step >= ${MARK_FROM}) return mix(mean, uEdge, ${float(MARK_STRENGTH)});
  vec3 dithered = step < share ? first : step < share + secondShare ? second : uFree;
  return mix(mean, dithered, ${float(DITHER_STRENGTH)});
}

void main() {
  ivec2 pixel = ivec2(int(gl_FragCoord.x), uHeight - 1 - int(gl_FragCoord.y));
  ivec4 column = texelFetch(uColumns, ivec2(pixel.x, 0), 0);
  ivec4 line = texelFetch(uLines, ivec2(pixel.y, 0), 0);
  colour = vec4(uBackground, 1.0);
  if (column.x < 0 || line.x < 0) return;
  uint cell = texelFetch(uCells, ivec2(column.x, line.x), 0).r;
  uint left = column.x > 0 ? texelFetch(uCells, ivec2(column.x - 1, line.x), 0).r : ${CellKind.outside}u;
  uint kind = cell & 3u;
  ivec2 pattern = pixel / uPatternPx;
  if (kind == ${CellKind.free}u) {
    bool tick = column.y < 1 && (left & 3u) == ${CellKind.free}u;
    colour.rgb = tick ? mix(uFree, uBackground, uPageStrength * 2.0) : uFree;
  } else if (kind == ${CellKind.used}u) {
    colour.rgb = usedColour(cell, left, column, pattern);
  } else if (kind == ${CellKind.mixed}u) {
    colour.rgb = mixedColour(cell, pattern);
  }
}`;
