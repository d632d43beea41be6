// @ts-check
// Receives the objects, keeps them or hands them to the page, and acknowledges each batch with the number kept so far.
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('peer', {
  /** @param {(events: object[]) => void} receive */
  onEvents: (receive) => ipcRenderer.on('events', (_event, events) => receive(events)),
  /** @param {number} kept */
  acknowledge: (kept) => ipcRenderer.send('kept', kept),
});

ipcRenderer.once('port', ({ ports: [port] }) => {
  /** @type {object[]} */
  const kept = [];
  if (port === undefined) return;
  port.onmessage = ({ data }) => {
    for (const event of data) kept.push(event);
    port.postMessage(kept.length);
  };
});
