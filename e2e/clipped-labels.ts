import { type Page } from '@playwright/test';

/**
 * Controls and headings that do not fit into their place: cut off, or reaching out of the window. The table of blocks
 * has more columns than a small window, so it scrolls sideways.
 */
export const clippedLabels = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, h1, h2, h3, select, input, .facts span, .status-bar > span',
      ),
    ]
      .filter((element) => element.offsetParent !== null && element.closest('.call-row') === null)
      .filter((element) => {
        const cut =
          getComputedStyle(element).display !== 'inline' && element.scrollWidth > element.clientWidth + 1;
        const room = element.closest('[data-panel]')?.getBoundingClientRect().right ?? window.innerWidth;
        return (
          (cut && element.matches('button, h1, h2, h3')) ||
          (element.closest('.map-table') === null && element.getBoundingClientRect().right > room + 1)
        );
      })
      .map((element) => element.textContent || element.tagName),
  );
