import { type ElectronApplication, type Locator } from '@playwright/test';

/**
 * Size of the smallest words inside an element, in px of a window that is 1440 wide; pressed keys, drawings and the
 * raised numbers of sources apart.
 */
export async function smallestText(app: ElectronApplication, element: Locator): Promise<number> {
  const { width, zoom } = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return { width: window?.getContentSize()[0] ?? 1440, zoom: window?.webContents.getZoomFactor() ?? 1 };
  });
  const px = await element.evaluate((root) =>
    Math.min(
      ...[...root.querySelectorAll('*')]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
        .filter((one) => one.closest('kbd, svg, sup') === null)
        .map((one) => Number.parseFloat(getComputedStyle(one).fontSize)),
    ),
  );
  return (px * zoom * 1440) / width;
}
