// @ts-check
// Takes the place of Electron's default_app.asar: opens the app folder that is the first argument without a dash.
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  console.error('electron: expected the folder of an app as first argument');
  app.exit(1);
} else {
  const root = resolve(folder);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  // Not in the public types, but what Electron's own default app calls.
  for (const [setter, value] of [
    ['setVersion', manifest.version],
    ['setAppPath', root],
  ]) {
    Reflect.get(app, setter)?.call(app, value);
  }
  require(join(root, manifest.main));
}
