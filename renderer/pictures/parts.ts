/** What the picture menu can name: the window, its panels, and what opens above them. */
const PARTS = [
  'window',
  'providers',
  'form',
  'machine',
  'recording',
  'blockTable',
  'figuresPage',
  'policies',
  'debugger',
  'inspector',
  'sequence',
  'scatterGather',
  'transport',
  'importReport',
  'scenario',
  'calls',
  'expert',
  'compareLists',
  'report',
  'lessonList',
  'lesson',
  'lessonAuthor',
  'brokenLesson',
  'speakerNotes',
  'branches',
  'newSession',
  'changeProvider',
  'decode',
  'script',
  'bookmarks',
  'shortcuts',
  'settings',
  'about',
  'welcome',
] as const;
export type PicturedPart = (typeof PARTS)[number];

const ATTRIBUTE = 'data-pictured';
/** What bears this attribute is in no picture: the menu that pictures are chosen from, say. */
export const NOT_PICTURED = 'data-not-pictured';

/** Attributes of an element that pictures can be taken of. */
export const pictured = (part: PicturedPart) => ({ [ATTRIBUTE]: part });
/** Attributes of an element that is left out of pictures. */
export const notPictured = { [NOT_PICTURED]: '' };

const isPart = (name: string | null): name is PicturedPart => PARTS.some((part) => part === name);

/** The parts that are on screen in `root`, in the order of the document. */
export function partsIn(root: ParentNode): readonly PicturedPart[] {
  const found = [...root.querySelectorAll(`[${ATTRIBUTE}]`)].filter(isOnScreen);
  const names = found.map((element) => element.getAttribute(ATTRIBUTE)).filter(isPart);
  return [...new Set(names)];
}

/** Null when the part is not on screen any more. */
export const elementOf = (part: PicturedPart): Element | null =>
  part === 'window'
    ? document.body
    : ([...document.querySelectorAll(`[${ATTRIBUTE}="${part}"]`)].find(isOnScreen) ?? null);

/** A panel that is put away keeps its place in the document. */
function isOnScreen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return (
    width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true })
  );
}
