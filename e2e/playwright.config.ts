import { defineConfig, type ReporterDescription } from '@playwright/test';
import { displays } from './displays.ts';

const report = process.env.LAB_E2E_REPORT;
const reporters: ReporterDescription[] = [['list']];
if (report !== undefined) reporters.push(['json', { outputFile: report }]);

export default defineConfig({
  testDir: '.',
  outputDir: '../.build/e2e',
  // One window at a time on each display: two on one would fight for the focus.
  workers: displays().length,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: reporters,
});
