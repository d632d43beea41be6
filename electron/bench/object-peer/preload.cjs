// @ts-check
// Receives the objects, keeps them, and acknowledges each batch with the number kept so far.
const { ipcRenderer } = require('electron');

ipcRenderer.once('port', ({ ports: [port] }) => {
  /** @type {object[]} */
  const kept = [];
  if (port === undefined) return;
  port.onmessage = ({ data }) => {
    for (const event of data) kept.push(event);
    port.postMessage(kept.length);
  };
});
