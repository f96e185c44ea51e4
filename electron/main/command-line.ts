import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { StartCore } from '../core/host/channel.ts';
import { lockContents, switches, whyRefused } from './lock-down.ts';
import { utilityCore } from './utility-process.ts';

/** Bad use, as the command line says it. */
const REFUSED = 2;

/**
 * Runs the command line under Electron: no window, and a profile of Chromium's own that is gone afterwards, so that it can run
 * beside the window. @param run gets how a core is started, and resolves to the exit code
 */
export function runInElectron(run: (startCore: StartCore) => Promise<number>): void {
  const refused = whyRefused((name) => app.commandLine.hasSwitch(name), process.env, app.isPackaged);
  if (refused) {
    process.stderr.write(`redthread: ${refused}\n`);
    return app.exit(REFUSED);
  }
  const profile = mkdtempSync(join(tmpdir(), 'redthread-cli-'));
  process.on('exit', () => rmSync(profile, { recursive: true, force: true }));
  app.setPath('userData', profile);
  app.enableSandbox();
  app.disableHardwareAcceleration();
  for (const [name, value] of switches) app.commandLine.appendSwitch(name, value);
  lockContents(app);
  void app
    .whenReady()
    .then(() => {
      app.dock?.hide();
      return run(utilityCore().start);
    })
    .then(
      (code) => app.exit(code),
      () => app.exit(REFUSED),
    );
}
