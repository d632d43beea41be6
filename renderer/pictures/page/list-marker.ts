import { type TextLine } from './text-lines.ts';

/** Room between a marker and the words of its entry, in shares of the letters' size. */
const GAP = 0.45;

/** What the browser sets before an entry of a list or the heading of something that opens; null for nothing. */
export function markerLine(
  element: Element,
  style: CSSStyleDeclaration,
  measure: (text: string) => number,
): TextLine | null {
  const text = markerText(element, style);
  if (text === null) return null;
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  const first = [...range.getClientRects()].find(({ width }) => width > 0);
  if (first === undefined) return null;
  const box = element.getBoundingClientRect();
  const width = measure(text);
  const gap = Number.parseFloat(style.fontSize) * GAP;
  const inner = style.listStylePosition === 'inside';
  const left = inner ? box.left + Number.parseFloat(style.paddingLeft) : box.left - gap - width;
  return { text, left, right: left + width, top: first.top, bottom: first.bottom };
}

function markerText(element: Element, style: CSSStyleDeclaration): string | null {
  switch (style.listStyleType) {
    case 'decimal': {
      const list = element.parentElement;
      if (list === null) return null;
      const start = list instanceof HTMLOListElement ? list.start : 1;
      const entries = [...list.children].filter(({ localName }) => localName === 'li');
      return `${start + entries.indexOf(element)}.`;
    }
    case 'disc':
      return '•';
    case 'disclosure-open':
      return '▾';
    case 'disclosure-closed':
      return '▸';
    default:
      return null;
  }
}
