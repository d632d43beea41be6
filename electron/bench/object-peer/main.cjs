// @ts-check
// The stream's peer: as many events over a message port, as arrays of objects. Prints events per second as JSON.
const { join } = require('node:path');
const { app, BrowserWindow, MessageChannelMain } = require('electron');

const EVENTS = Number(process.argv.find((word) => word.startsWith('--events='))?.slice(9));
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
  await window.loadURL('about:blank');
  const { port1, port2 } = new MessageChannelMain();
  let sent = 0;
  const start = performance.now();
  const send = () => {
    if (sent >= EVENTS) return;
    const batch = Array.from({ length: Math.min(BATCH, EVENTS - sent) }, (_, index) => event(sent + index));
    sent += batch.length;
    port1.postMessage(batch);
  };
  port1.on('message', ({ data }) => {
    if (data === EVENTS) {
      console.log(JSON.stringify({ perSecond: (EVENTS / (performance.now() - start)) * 1000 }));
      app.quit();
    } else send();
  });
  port1.start();
  window.webContents.postMessage('port', null, [port2]);
  for (let batch = 0; batch < WINDOW; batch++) send();
});
