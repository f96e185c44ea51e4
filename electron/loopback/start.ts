import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { entryFile } from '../core/host/entries.ts';
import { VERSION } from '../core/host/version.ts';
import { openWindow } from './app-window.ts';
import { hasDisplay, whyBrowser } from './choose.ts';
import { electronBinary, runElectron } from './electron-binary.ts';
import { type Ending, watchForEnd } from './ending.ts';
import { supervise } from './supervisor.ts';

interface Options {
  readonly browser?: boolean;
  readonly electron?: boolean;
  readonly open: boolean;
  readonly vault?: string;
}

const options = new Command('npm start --')
  .description('Opens Redthread in a window of its own (Electron), or in the browser.')
  .version(VERSION)
  .option('--browser', 'use the browser even where Electron could be used')
  .option('--electron', 'try to download Electron again')
  .option('--no-open', 'in the browser: print the address and open nothing')
  .option('--vault <folder>', 'show the vault in this folder among the recent ones')
  .parse()
  .opts<Options>();

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const around = {
  platform: process.platform,
  env: process.env,
  root: process.getuid?.() === 0,
  browserAsked: options.browser ?? false,
};

/** @returns why Electron was not used; does not return while it runs */
async function tryElectron(ending: Ending): Promise<string> {
  const binary = await electronBinary(ending, options.electron ?? false, say);
  if ('missing' in binary) return binary.missing;
  say(`Redthread opens in a window of its own: Electron ${binary.version} is here.`);
  const program = join(dirname(entryFile('main')), '..', '..');
  const args = options.vault ? [`--vault=${resolve(options.vault)}`] : [];
  const result = await runElectron(binary.path, program, args, ending);
  if ('failed' in result) return result.failed;
  ending.end(result.code);
  return new Promise<string>(() => {});
}

async function runBrowser(why: string, ending: Ending): Promise<void> {
  const program = await supervise(ending, options.vault);
  program.onStolen(() => {
    say('Someone else on this machine used the address meant for your window. Redthread ends; start it again.');
    ending.end(1);
  });
  program.onNewAddress((address) => say(`That address was used, and works once. For another window: ${address}`));
  say(`Redthread runs in the browser, because ${why}. Its address: ${program.address}`);
  if (options.open && hasDisplay(around) && !(around.root && around.platform === 'linux')) {
    const how = await openWindow(program.launchAddress, ending);
    say(how ? `It was opened ${how}.` : 'No browser could be started; open the address in one.');
  }
  say('Ctrl+C ends it.');
}

const ending = watchForEnd();
try {
  await runBrowser(whyBrowser(around) ?? (await tryElectron(ending)), ending);
} catch (error) {
  process.stderr.write(`Redthread could not start: ${error instanceof Error ? error.message : 'unknown reason'}\n`);
  ending.end(1);
}
