import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const usualFolders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Google Chrome.app/Contents/MacOS'];

/** CHROMIUM_PATH, or the first Chromium or Chrome that is installed. @throws with what to do about it */
export const chromiumPath = (env = process.env): string => {
  if (env.CHROMIUM_PATH) {
    if (runs(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which cannot be run.`);
  }
  const folders = [...(env.PATH ?? '').split(delimiter), ...usualFolders];
  const found = folders.flatMap((folder) => [...names, 'Google Chrome'].map((name) => join(folder, name))).find(runs);
  if (found) return found;
  throw new Error(
    'No Chromium is installed: install chromium or Google Chrome (on Debian: apt-get install chromium), or name one in CHROMIUM_PATH.',
  );
};

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      // The sandbox of Chromium does not run as root, as which containers mostly do.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
