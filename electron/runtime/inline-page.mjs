// @ts-check
import { createHash } from 'node:crypto';

/** Where `assembleReplayHtml` (electron/files/replay-html.ts) puts a session's data. */
const DATA_PLACE = '<!--replay-data-->';

/**
 * Puts a bundle of one script and one style sheet into a single HTML file that needs nothing else. The content security
 * policy lets exactly these two run, by their hashes, and nothing be fetched.
 * @param {string} fileName
 * @returns {import('vite').Plugin}
 */
export function inlinePage(fileName) {
  return {
    name: 'inline-page',
    enforce: 'post',
    generateBundle(_options, bundle) {
      let script = '';
      let style = '';
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type === 'chunk') script += output.code;
        else if (name.endsWith('.css')) style += asText(output.source);
        else this.error(`${name}: expected one script and one style sheet`);
        Reflect.deleteProperty(bundle, name);
      }
      this.emitFile({ type: 'asset', fileName, source: pageOf(script, style) });
    },
  };
}

/**
 * @param {string} bundled
 * @param {string} sheet
 */
function pageOf(bundled, sheet) {
  // The parser reads every line end as a line feed before the hash is compared.
  const script = safeInScript(bundled).replace(/\r\n?/g, '\n');
  const style = sheet.replace(/\r\n?/g, '\n');
  if (/<\/style/i.test(style)) throw new Error('style sheet: expected no </style');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>NDIS Shared Memory Lab</title>
<style>${style}</style>
</head>
<body>
<div id="root"><p class="replay-opening">Opening the session… · Abrindo a sessão…</p></div>
<noscript>This page replays a recorded session and needs JavaScript. It loads nothing from anywhere.</noscript>
${DATA_PLACE}
<script>${script}</script>
</body>
</html>
`;
}

/**
 * The same program without the characters that would end its element: they stand in strings and regular expressions
 * only, where an escape means the same.
 * @param {string} script
 */
const safeInScript = (script) =>
  script.replaceAll(DATA_PLACE, '\\x3c!--replay-data-->').replace(/<(?=\/script|!--)/gi, '\\x3c');

/** @param {string} text */
const hashOf = (text) => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

/** @param {string | Uint8Array} source */
const asText = (source) => (typeof source === 'string' ? source : Buffer.from(source).toString('utf8'));
