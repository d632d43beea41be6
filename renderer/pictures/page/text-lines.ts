import { type Region } from './region.ts';

/** A piece of text that stands on one line, as it is read on screen. */
export interface TextLine extends Region {
  readonly text: string;
}

/** Two pieces are on one line when their tops differ by less. */
const SAME_LINE_PX = 2;

/** The lines that a text is broken into, without the white space at their ends that nobody sees. */
export function linesOf(node: Text, style: CSSStyleDeclaration): readonly TextLine[] {
  const kept = /^(pre|break-spaces)/.test(style.whiteSpace);
  const lines: TextLine[] = [];
  for (const [start, end] of lineSpans(node)) {
    // Tabs are as wide as their place wants it: what stands between them is placed by itself.
    const parts = kept ? node.data.slice(start, end).split(/([\t\n]+)/) : [node.data.slice(start, end)];
    let at = start;
    for (const part of parts) {
      const line = trimmedLine(node, at, at + part.length);
      at += part.length;
      if (line === null) continue;
      const text = kept ? line.text : line.text.replace(/[\t\n\r ]+/g, ' ');
      lines.push({ ...line, text: style.textTransform === 'uppercase' ? text.toUpperCase() : text });
    }
  }
  return lines;
}

function trimmedLine(node: Text, start: number, end: number): TextLine | null {
  const data = node.data.slice(start, end);
  const text = data.trim();
  if (text === '') return null;
  const first = start + data.length - data.trimStart().length;
  const boxes = boxesOf(node, first, first + text.length);
  const [box] = boxes;
  if (box === undefined) return null;
  const left = Math.min(...boxes.map((one) => one.left));
  const right = Math.max(...boxes.map((one) => one.right));
  return right <= left ? null : { text, left, right, top: box.top, bottom: box.bottom };
}

function boxesOf(node: Text, start: number, end: number): readonly DOMRect[] {
  const range = node.ownerDocument.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return [...range.getClientRects()].filter(({ width }) => width > 0);
}

type Span = readonly [start: number, end: number];

/** Where lines begin and end, found by halving: texts of one line, which most are, take one look. */
function lineSpans(node: Text): readonly Span[] {
  const spans: { start: number; end: number; top: number }[] = [];
  const look = (start: number, end: number): void => {
    const boxes = boxesOf(node, start, end);
    const [first] = boxes;
    if (first === undefined) return;
    const oneLine = boxes.every(({ top }) => Math.abs(top - first.top) < SAME_LINE_PX);
    if (!oneLine && end - start > 1) {
      const middle = (start + end) >> 1;
      look(start, middle);
      look(middle, end);
      return;
    }
    const last = spans.at(-1);
    if (last !== undefined && Math.abs(last.top - first.top) < SAME_LINE_PX) last.end = end;
    else spans.push({ start, end, top: first.top });
  };
  look(0, node.length);
  return spans.map(({ start, end }) => [start, end]);
}

/**
 * What is left of a line that its box cuts with an ellipsis; null where nothing is.
 * @param measure width of a text in the line's font
 */
export function withEllipsis(
  line: TextLine,
  limit: number,
  measure: (text: string) => number,
): TextLine | null {
  if (line.right <= limit + 0.5) return line;
  const room = limit - line.left - measure('…');
  if (room < 0) return null;
  let length = line.text.length;
  while (length > 0 && measure(line.text.slice(0, length)) > room) length--;
  const text = `${line.text.slice(0, length)}…`;
  return { ...line, text, right: line.left + measure(text) };
}
