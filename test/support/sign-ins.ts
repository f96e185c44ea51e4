import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** What the log of `signIns` holds, by construction. */
export const SIGN_INS = { rows: 2000, columns: 9, addresses: 30, failed: 520, busiest: '203.0.113.253' } as const;

/** Blocks that are reserved for documentation (RFC 5737). The last of all is the busiest. */
const ADDRESSES = [
  ...Array.from({ length: 10 }, (_, n) => `192.0.2.${n + 5}`),
  ...Array.from({ length: 10 }, (_, n) => `198.51.100.${n * 7 + 11}`),
  ...Array.from({ length: 9 }, (_, n) => `203.0.113.${n * 20 + 3}`),
  SIGN_INS.busiest,
];
const USERS = ['admin', 'oracle', 'guest', 'support', 'webmaster', 'ftp', 'test', 'backup'];

/**
 * A synthetic log of a gatekeeper, as CSV with a header, in the form that a parser of system logs gives out: a line of text
 * a row, with the template it follows. Always the same.
 */
export function signIns(): string {
  const rows = [
    ['LineId', 'Month', 'Day', 'Time', 'Component', 'Pid', 'Content', 'EventId', 'EventTemplate'].join(','),
  ];
  let failed = 0;
  for (let line = 1; line <= SIGN_INS.rows; line++) {
    // Every other failure is the busiest address's; the first rows see to it that each address occurs.
    const fails = failed < SIGN_INS.failed && line % 3 === 0;
    if (fails) failed += 1;
    const address = fails && failed % 2 === 0 ? SIGN_INS.busiest : (ADDRESSES[line % ADDRESSES.length] ?? '');
    const user = USERS[(line * 5) % USERS.length] ?? '';
    const [id, said, template] = fails
      ? failed % 4 === 0
        ? [
            'E9',
            `Failed password for root from ${address} port ${30_000 + line} ssh2`,
            'Failed password for <*> from <*>',
          ]
        : [
            'E10',
            `Failed password for invalid user ${user} from ${address} port ${30_000 + line} ssh2`,
            'Failed password for invalid user <*> from <*>',
          ]
      : line % 3 === 1
        ? ['E13', `Invalid user ${user} from ${address}`, 'Invalid user <*> from <*>']
        : ['E2', `Connection closed by ${address} [preauth], "${user}"`, 'Connection closed by <*> [preauth]'];
    const time = new Date(Date.UTC(2026, 11, 10, 6, 55, line * 2)).toISOString().slice(11, 19);
    const cells = [line, 'Dec', 10, time, 'gate', 24_000 + (line >> 2), quoted(said), id, quoted(template)];
    rows.push(cells.join(','));
  }
  return `${rows.join('\n')}\n`;
}

const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A made-up picture of a chat as wide as a screen: two bubbles of text, in the font that the system has. */
export function chatScreenshot(): Canvas {
  const canvas = createCanvas(1366, 480);
  const context = canvas.getContext('2d');
  context.fillStyle = '#eef1f4';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = '28px sans-serif';
  for (const [left, top, colour, text] of [
    [60, 60, '#ffffff', 'The password list from the forum works on the gate'],
    [420, 240, '#d7f0d2', 'Try root as well, and tell gatekeeper@example.com'],
  ] as const) {
    context.fillStyle = colour;
    context.fillRect(left, top, 860, 110);
    context.fillStyle = '#1c2127';
    context.fillText(text, left + 32, top + 66);
  }
  return canvas;
}
