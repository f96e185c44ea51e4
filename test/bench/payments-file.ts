import { closeSync, openSync, writeSync } from 'node:fs';
import { seeded } from '../support/random.ts';

/** Writes the CSV of the import's measurement. Run as a program of its own: what it needs of memory is not the import's. */
const [path = '', count = '0'] = process.argv.slice(2);
const rows = Number(count);

const WORDS = 'payment order refund gift card transfer invoice renewal account review chargeback dispute partner'.split(
  ' ',
);
const COUNTRIES = ['US', 'DE', 'GB', 'NG', 'BR', 'IN'];
const STATUS = ['paid', 'failed', 'pending', 'paid', ''];

function writeRows(path: string): void {
  const random = seeded(1);
  const below = (limit: number) => Math.floor(random() * limit);
  const file = openSync(path, 'w');
  let text = 'id,created_at,user_id,email,ip,country,amount,device,note,status\n';
  for (let at = 0; at < rows; at++) {
    const created = `${new Date(Date.UTC(2025, 0, 1) + at * 31_000).toISOString().slice(0, 19)}Z`;
    const user = 10_000 + below(90_000);
    const ip = `${1 + below(223)}.${below(256)}.${below(256)}.${below(256)}`;
    const words = Array.from({ length: 2 + below(3) }, () => WORDS[below(WORDS.length)]);
    const note = at % 3 === 0 ? `"${words[0]}, ""${words[1]}"" ${words.slice(2).join(' ')}"` : words.join(' ');
    const device = (below(2 ** 32) * 2 ** 20 + user).toString(16).padStart(14, '0');
    text += `${1_000_000 + at},${created},${user},user${user}@mail${user % 50}.example.com,${ip},${COUNTRIES[below(6)]},${(random() * 2000).toFixed(2)},${device},${note},${STATUS[at % 5]}\n`;
    if (text.length < 1 << 20) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

writeRows(path);
