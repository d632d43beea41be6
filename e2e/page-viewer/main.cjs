// @ts-check
// Opens an exported page as a browser would: from the disk, in a sandbox, without a network and without our bridge.
const { pathToFileURL } = require('node:url');
const { app, BrowserWindow, nativeTheme, session } = require('electron');

/** @param {string} name of a `--NAME=VALUE` argument */
const option = (name) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

/** @type {string[]} everything that the page has asked for; tests read it */
const requested = [];
Reflect.set(globalThis, 'requested', requested);

void app.whenReady().then(async () => {
  nativeTheme.themeSource = option('theme') === 'light' ? 'light' : 'dark';
  const url = pathToFileURL(option('page') ?? '').href;
  session.defaultSession.enableNetworkEmulation({ offline: true });
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    requested.push(details.url);
    answer({ cancel: details.url !== url });
  });
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  await window.loadURL(url);
});
app.on('window-all-closed', () => app.quit());
