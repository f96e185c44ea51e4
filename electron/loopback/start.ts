import { Command } from 'commander';
import { VERSION } from '../core/client/version.ts';
import { watchForEnd } from './ending.ts';
import { serve } from './serve.ts';

const options = new Command('npm start --')
  .description('Opens Redthread in a window of its own, or in the browser.')
  .version(VERSION)
  .option('--browser', 'use the browser even where Electron could be used')
  .option('--no-open', 'print the address and open nothing')
  .parse()
  .opts<{ browser?: boolean; open: boolean }>();

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const ending = watchForEnd();
const loopback = await serve(ending);
say('Redthread runs in the browser.');
say(`Address: ${loopback.address}`);
void options;
