import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { VERSION } from '../core/host/version.ts';

/** What is running, how to tell that it is unaltered, and how it is brought up to date, since it never looks for that itself. */
export async function showAbout(window: BrowserWindow, packaged: boolean): Promise<void> {
  const { electron, chrome, node } = process.versions;
  await dialog.showMessageBox(window, {
    type: 'info',
    title: 'About Redthread',
    message: `Redthread ${VERSION}`,
    detail: [
      `Electron ${electron}, Chromium ${chrome ?? 'unknown'}, Node ${node}`,
      packaged ? `SHA-256 of the program (app.asar):\n${await fingerprint()}` : 'Started from its sources.',
      'Redthread never looks for updates. To update, get a newer package from where this one came from, compare its SHA-256 with the published one through another channel, lock the vault, and install it over this one. Vaults and settings stay as they are; a vault is copied before its store is brought to a newer version.',
      'Apache-2.0',
    ].join('\n\n'),
    buttons: ['Close'],
    noLink: true,
  });
}

/** Electron's own `fs` shows the archive as a folder; the other one reads its bytes. */
async function fingerprint(): Promise<string> {
  try {
    const { createReadStream } = await import('original-fs');
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(process.resourcesPath, 'app.asar'))) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch {
    return 'it could not be read';
  }
}
