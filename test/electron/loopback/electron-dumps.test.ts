import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runElectron } from '../../../electron/loopback/electron-binary.ts';

it.skipIf(process.platform !== 'linux')(
  'Electron and all that it starts may write no core dump (Linux only)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'redthread-dumps-'));
    try {
      // Node stands for Electron: what is asked is under which limits a child of it runs.
      const [program, told] = [join(folder, 'program.cjs'), join(folder, 'told')];
      writeFileSync(
        program,
        `const { execFileSync } = require('node:child_process');
      require('node:fs').writeFileSync(process.argv[2], execFileSync('cat', ['/proc/self/limits']));
      process.send('ready', () => process.disconnect());`,
      );
      const ended = await runElectron(process.execPath, program, [told], { add: () => {}, end: () => {} });
      expect(ended).toEqual({ code: 0 });
      expect(readFileSync(told, 'utf8')).toMatch(/Max core file size +0 +0 /);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
