// @ts-check
// The stream's peer: as many events as arrays of objects. Prints events per second as JSON.
// --way=send: by webContents.send and the bridge into the page's own world, as most programs do it.
// --way=port: by a message port, left in the preload, which spares the copy into the page's world.
const { join } = require('node:path');
const { app, BrowserWindow, ipcMain, MessageChannelMain } = require('electron');

/** @param {string} name */
const argument = (name) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const EVENTS = Number(argument('events'));
/** The fastest of those that were tried. */
const BATCH = 1024;
const WINDOW = 4;

/** @param {number} seq */
const event = (seq) => ({
  seq,
  op: 1,
  status: 0,
  provider: 2,
  node: 1,
  queueId: 3,
  block: seq,
  lengthBytes: 65_536,
  firstPage: seq & 0xffff,
  pages: 16,
});

void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, preload: join(__dirname, 'preload.cjs') },
  });
  await window.loadFile(join(__dirname, 'page.html'));
  const { port1, port2 } = new MessageChannelMain();
  const bySend = argument('way') === 'send';
  let sent = 0;
  const start = performance.now();
  const send = () => {
    if (sent >= EVENTS) return;
    const batch = Array.from({ length: Math.min(BATCH, EVENTS - sent) }, (_, index) => event(sent + index));
    sent += batch.length;
    if (bySend) window.webContents.send('events', batch);
    else port1.postMessage(batch);
  };
  /** @param {unknown} kept */
  const acknowledged = (kept) => {
    if (kept === EVENTS) {
      console.log(JSON.stringify({ perSecond: (EVENTS / (performance.now() - start)) * 1000 }));
      app.quit();
    } else send();
  };
  ipcMain.on('kept', (_event, kept) => acknowledged(kept));
  port1.on('message', ({ data }) => acknowledged(data));
  port1.start();
  window.webContents.postMessage('port', null, [port2]);
  for (let batch = 0; batch < WINDOW; batch++) send();
});
