import { DOT_STRENGTH, HATCH_GROUND, HATCH_LINE, HATCH_PERIOD, HATCH_STROKE } from './looks.ts';
import { CellPattern, PATTERN_MASKS } from './cell-patterns.ts';
import { CELL_FRACTIONS } from './pixel-grid.ts';
import { CellInk } from './texels.ts';

/** One triangle that covers the canvas; needs no buffers. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const float = (value: number): string => value.toFixed(4);

/** A chain of choices: an array would be filled anew for every pixel where there is no GPU. */
const MASK_CHOICE = PATTERN_MASKS.slice(1).reduce(
  (otherwise, mask, index) => `pattern == ${index + 1}u ? ${mask}u : (${otherwise})`,
  `${PATTERN_MASKS[0] ?? 0}u`,
);

/**
 * Pixel -> column and line of the grid -> cell -> colour; line-painter.ts is the same in TypeScript. Kept
 * with few branches: software GL runs every branch, and half a million pixels pay for it.
 */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;

uniform usampler2D uCells;
uniform usampler2D uColumns;
uniform usampler2D uLines;
uniform int uHeight;
uniform float uPatternScale;
uniform int uEdgePx;
uniform float uEdgeStrength;
uniform float uPageStrength;
uniform vec3 uBackground;
uniform vec3 uEdge;
uniform vec3 uPadding;
uniform vec3 uReserved;
out vec4 colour;

uint maskOf(uint pattern) {
  return ${MASK_CHOICE};
}

float edgeShare(uint ink, int fromLeft, uint mask, ivec2 pattern) {
  bool dot = ((mask >> uint(((pattern.y & 3) << 2) | (pattern.x & 3))) & 1u) == 1u;
  if (ink == ${CellInk.block}u) return fromLeft < uEdgePx ? uEdgeStrength : 0.0;
  if (ink == ${CellInk.page}u) return fromLeft < 1 ? uPageStrength : 0.0;
  return ink == ${CellInk.merged}u && dot ? ${float(DOT_STRENGTH)} : 0.0;
}

void main() {
  ivec2 pixel = ivec2(int(gl_FragCoord.x), uHeight - 1 - int(gl_FragCoord.y));
  uint column = texelFetch(uColumns, ivec2(pixel.x, 0), 0).r;
  uint line = texelFetch(uLines, ivec2(pixel.y, 0), 0).r;
  colour = vec4(uBackground, 1.0);
  // A table's entry for "no memory" has all bits set.
  if (int(column) == -1 || int(line) == -1) return;
  uint cell = texelFetch(uCells, ivec2(int(column & 0xffffu), int(line)), 0).r;
  vec3 base = vec3(float(cell & 255u), float((cell >> 8) & 255u), float((cell >> 16) & 255u)) / 255.0;
  ivec2 pattern = ivec2((vec2(pixel) + 0.5) * uPatternScale);
  float edge = edgeShare(cell >> 30, int((column >> 16) & 255u), maskOf((cell >> 24) & 63u), pattern);
  bool padded = (cell >> 30) != ${CellInk.merged}u && int(column >> 24) >= ${CELL_FRACTIONS} - int((cell >> 24) & 63u);
  bool stroke = ((pattern.x + pattern.y) & ${HATCH_PERIOD - 1}) < ${HATCH_LINE};
  float hatch = stroke ? ${float(HATCH_STROKE)} : ${float(HATCH_GROUND)};
  vec3 ink = (cell >> 24) == ${(CellInk.merged << 6) | CellPattern.dashes}u ? uReserved : uEdge;
  colour.rgb = edge > 0.0 ? mix(base, ink, edge) : mix(base, uPadding, padded ? hatch : 0.0);
}`;
