import { app } from 'electron';

/**
 * Chromium 144 and later give no software WebGL by themselves. Only this program's own content is ever drawn, so the
 * slow but safe fallback may be allowed; `ignore-gpu-blocklist` lets Mesa's faster llvmpipe serve where it exists.
 */
export const GPU_SWITCHES = ['enable-unsafe-swiftshader', 'ignore-gpu-blocklist'] as const;

/** Has to run before the app is ready. */
export function appendGpuSwitches(): void {
  for (const name of GPU_SWITCHES) app.commandLine.appendSwitch(name);
}
