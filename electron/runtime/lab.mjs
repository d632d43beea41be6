// @ts-check
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { built, callerFolder } from './paths.mjs';
import { runSteps } from './steps.mjs';

await runSteps(async () => {
  await ensureDependencies();
  // Only an export as a page needs the page.
  await ensureBuilt(process.argv.includes('html') ? ['cli', 'replay'] : ['cli']);
  // Paths are meant from where the user typed the command.
  process.chdir(callerFolder);
  await import(pathToFileURL(built('cli', 'cli.mjs')).href);
  return Number(process.exitCode ?? 0);
});
