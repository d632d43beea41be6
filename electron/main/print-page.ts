import { BrowserWindow, session, type Session } from 'electron';
import { APP_HOST, APP_SCHEME } from '../contract/origin.ts';

/** A session of its own, in memory: what is printed shares nothing with the window. */
const PARTITION = 'printing';
const ADDRESS = `${APP_SCHEME}://${APP_HOST}/print.html`;

/**
 * Chromium fills in the numbers. Its templates know nothing of the page's style, begin with a size of nothing, and come out
 * a third larger than they say: 8 pt, and the page's own margin of 15 mm.
 */
const PAGE_NUMBER =
  '<div style="width: 100%; padding: 0 11.25mm; font: 6pt sans-serif; color: #59636e; text-align: right">' +
  '<span class="pageNumber"></span> / <span class="totalPages"></span></div>';

let queue: Promise<unknown> = Promise.resolve();

/**
 * The PDF of a page that is whole in itself: A4, as its style says. Printed in a hidden window that runs no script, has
 * no bridge, and gets the page and nothing else. One page at a time.
 */
export function pdfOfPage(html: string): Promise<Uint8Array> {
  const printed = queue.then(() => print(html));
  queue = printed.catch(() => undefined);
  return printed;
}

async function print(html: string): Promise<Uint8Array> {
  const printing = session.fromPartition(PARTITION);
  serveOnly(printing, html);
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: printing,
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  try {
    await window.loadURL(ADDRESS);
    return await window.webContents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      pageSize: 'A4',
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: PAGE_NUMBER,
    });
  } finally {
    window.destroy();
    printing.protocol.unhandle(APP_SCHEME);
  }
}

function serveOnly(printing: Session, html: string): void {
  printing.protocol.handle(
    APP_SCHEME,
    () => new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } }),
  );
  printing.webRequest.onBeforeRequest((details, answer) => answer({ cancel: details.url !== ADDRESS }));
  printing.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  printing.setPermissionCheckHandler(() => false);
}
