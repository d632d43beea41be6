import { readdirSync } from 'node:fs';
import { app } from 'electron';

/**
 * Chromium 144 and later give no software WebGL by themselves. Only this program's own content is ever drawn, so the
 * slow but safe fallback may be allowed; `ignore-gpu-blocklist` lets Mesa's faster llvmpipe serve where it exists.
 */
const ALWAYS = ['enable-unsafe-swiftshader', 'ignore-gpu-blocklist'] as const;

/**
 * Without the blocklist the window's layers would be put together by software GL as well, which takes a frame two to
 * three times the processor time that Chromium's own way without GL takes.
 */
const WITHOUT_GPU = 'disable-gpu-compositing';

/** Where Linux lists what can draw. */
const DRM_FOLDER = '/dev/dri';

/** Has to run before the app is ready. */
export function appendGpuSwitches(): void {
  for (const name of ALWAYS) app.commandLine.appendSwitch(name);
  if (process.platform === 'linux' && !hasRenderNode()) app.commandLine.appendSwitch(WITHOUT_GPU);
}

function hasRenderNode(): boolean {
  try {
    return readdirSync(DRM_FOLDER).some((name) => name.startsWith('renderD'));
  } catch {
    // No such folder: a container or a machine without a graphics driver.
    return false;
  }
}
