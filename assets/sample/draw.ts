import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import {
  LURE,
  MARKET,
  MARKET_HOST,
  PAYOUT_ACCOUNT,
  RING,
  type RingAccount,
} from '../../electron/core/samples/story.ts';

/**
 * Draws the screenshots of the sample case: `node assets/sample/draw.ts`. The PNG files are committed, because
 * letters come out a little differently on each system and an exhibit's hash must not.
 */
const require = createRequire(import.meta.url);
for (const weight of ['400Regular/NotoSans_400Regular', '700Bold/NotoSans_700Bold'])
  GlobalFonts.registerFromPath(require.resolve(`@expo-google-fonts/noto-sans/${weight}.ttf`), 'Noto Sans');

const INK = '#1d2430';
const SOFT = '#667085';
const LINE = '#d9dee6';
const COPPER = '#b4602a';
const LABEL = 'SYNTHETIC · drawn for the Redthread sample case · nobody and nothing shown here exists';

interface Page {
  readonly canvas: Canvas;
  readonly pen: SKRSContext2D;
}

/** A browser-like page with its address and the label that says what it is. */
function page(width: number, height: number, path: string): Page {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, width, height);
  box(pen, 0, 0, width, 44, '#eef1f5');
  for (const [index, colour] of ['#e06c5f', '#e3b341', '#5fae6b'].entries()) disc(pen, 22 + index * 20, 22, 6, colour);
  rounded(pen, 96, 9, width - 120, 26, 13, '#ffffff');
  say(pen, `https://${MARKET_HOST}${path}`, 112, 27, 13, SOFT);
  box(pen, 0, 44, width, 46, INK);
  say(pen, MARKET, 28, 74, 18, '#ffffff', true);
  box(pen, 0, height - 28, width, 28, '#fff4d6');
  say(pen, LABEL, 28, height - 9, 12, '#7a5b00', true);
  return { canvas, pen };
}

const box = (pen: SKRSContext2D, x: number, y: number, width: number, height: number, colour: string) => {
  pen.fillStyle = colour;
  pen.fillRect(x, y, width, height);
};
const disc = (pen: SKRSContext2D, x: number, y: number, radius: number, colour: string) => {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
};
const rounded = (
  pen: SKRSContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  colour: string,
) => {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
  pen.fill();
};
const say = (pen: SKRSContext2D, text: string, x: number, y: number, size: number, colour = INK, bold = false) => {
  pen.font = `${bold ? 'bold ' : ''}${size}px "Noto Sans"`;
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
};

/** Words broken over lines of `width`. @returns the y below the last line */
function paragraph(
  pen: SKRSContext2D,
  text: string,
  x: number,
  top: number,
  width: number,
  size: number,
  colour = INK,
): number {
  pen.font = `${size}px "Noto Sans"`;
  let [line, y] = ['', top];
  for (const word of text.split(' ')) {
    if (line && pen.measureText(`${line} ${word}`).width > width) {
      say(pen, line, x, y, size, colour);
      [line, y] = [word, y + size * 1.45];
    } else line = line ? `${line} ${word}` : word;
  }
  say(pen, line, x, y, size, colour);
  return y + size * 1.45;
}

/** The picture that six accounts share: a copper lantern at dusk. */
function lantern(pen: SKRSContext2D, x: number, y: number, side: number): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(side / 100, side / 100);
  pen.beginPath();
  pen.roundRect(0, 0, 100, 100, 12);
  pen.clip();
  const sky = pen.createLinearGradient(0, 0, 0, 100);
  sky.addColorStop(0, '#22304d');
  sky.addColorStop(1, '#8c5a4a');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, 100, 100);
  disc(pen, 78, 20, 8, '#f0e6cf');
  pen.strokeStyle = COPPER;
  pen.lineWidth = 4;
  pen.beginPath();
  pen.arc(50, 30, 12, Math.PI, 0);
  pen.stroke();
  rounded(pen, 36, 28, 28, 8, 2, COPPER);
  rounded(pen, 33, 38, 34, 40, 5, '#ffd27a');
  disc(pen, 50, 60, 10, '#fff3c4');
  for (const bar of [33, 48, 63]) box(pen, bar, 38, 4, 40, COPPER);
  rounded(pen, 28, 76, 44, 9, 3, COPPER);
  pen.restore();
}

function profile(account: RingAccount, joined: string, sales: number): Canvas {
  const { canvas, pen } = page(1040, 640, `/u/${account.username}`);
  lantern(pen, 40, 124, 190);
  say(pen, account.displayName, 260, 164, 32, INK, true);
  say(pen, `@${account.username}  ·  ${account.id}  ·  joined ${joined}`, 260, 196, 16, SOFT);
  say(pen, `★★★★★  5.00   ${sales} sales`, 260, 232, 18, COPPER, true);
  paragraph(
    pen,
    'Small lots, carefully packed, shipped the day you pay. Message me first, the price is better outside the checkout.',
    260,
    268,
    700,
    17,
  );
  say(pen, 'Listings', 40, 366, 20, INK, true);
  for (const [index, [item, price]] of [
    ['Film camera, serviced', '310.00'],
    ['Field recorder', '265.00'],
    ['Brass desk lamp', '140.00'],
    ['Turntable, belt drive', '420.00'],
  ].entries()) {
    const x = 40 + index * 246;
    rounded(pen, x, 388, 222, 196, 10, '#f3f5f8');
    rounded(pen, x + 14, 402, 194, 112, 8, ['#b9c4d0', '#c9bfae', '#d8b48a', '#a9b8a2'][index] as string);
    disc(pen, x + 111, 458, 32, ['#44505e', '#6f6250', COPPER, '#3d4a3a'][index] as string);
    disc(pen, x + 111, 458, 14, '#ffffff');
    say(pen, item as string, x + 14, 542, 15);
    say(pen, `$ ${price}`, x + 14, 568, 16, INK, true);
  }
  return canvas;
}

function chat(seller: RingAccount): Canvas {
  const { canvas, pen } = page(1040, 700, '/messages/ac_buyer/thread');
  say(pen, `Conversation with @${seller.username}`, 40, 130, 22, INK, true);
  say(pen, '12 March 2026, times in UTC', 40, 156, 14, SOFT);
  const bubbles: readonly (readonly [mine: boolean, time: string, text: string])[] = [
    [true, '09:02', 'Hello, is the film camera still available?'],
    [false, '09:04', LURE('film camera')],
    [true, '09:09', 'The market says never to pay outside. Can we use the checkout?'],
    [
      false,
      '09:10',
      'It is the same company, they only bill through the other page. Three others are waiting for it, I can hold it for ten minutes.',
    ],
    [false, '09:14', 'Receipt form: https://pay.example.net/r/77'],
    [true, '09:31', 'I have paid 310.00. When do you ship?'],
    [false, '', 'This account no longer replies to you.'],
  ];
  let y = 184;
  for (const [mine, time, text] of bubbles) {
    pen.font = '16px "Noto Sans"';
    const width = Math.min(560, pen.measureText(text).width + 36);
    const lines = Math.ceil(pen.measureText(text).width / 500);
    const height = 22 + lines * 23;
    const x = mine ? 1000 - width : 40;
    rounded(pen, x, y, width, height, 14, mine ? '#dcebe1' : '#f0f2f6');
    paragraph(pen, text, x + 18, y + 27, width - 34, 16, time ? INK : SOFT);
    if (time) say(pen, time, mine ? x - 48 : x + width + 12, y + 26, 13, SOFT);
    y += height + 14;
  }
  return canvas;
}

function payoutPage(account: RingAccount): Canvas {
  const { canvas, pen } = page(1040, 620, '/backoffice/payouts');
  say(pen, 'Payout settings (support view)', 40, 134, 24, INK, true);
  say(pen, `Account ${account.id}  ·  @${account.username}`, 40, 162, 15, SOFT);
  rounded(pen, 40, 186, 960, 96, 10, '#f3f5f8');
  say(pen, 'Payout account', 64, 220, 14, SOFT);
  say(pen, PAYOUT_ACCOUNT, 64, 252, 24, INK, true);
  say(pen, 'Verified by micro-deposit on 2026-02-17', 420, 240, 15, SOFT);
  say(pen, 'Other market accounts that pay out here', 40, 326, 18, INK, true);
  const others = RING.filter(({ sharesPayout, id }) => sharesPayout && id !== account.id);
  for (const [index, other] of others.entries()) {
    const [x, y] = [40 + (index % 2) * 490, 350 + Math.floor(index / 2) * 54];
    pen.strokeStyle = LINE;
    pen.strokeRect(x, y, 470, 42);
    say(pen, other.id, x + 14, y + 27, 15, INK, true);
    say(pen, other.displayName, x + 150, y + 27, 15, SOFT);
  }
  return canvas;
}

const [first, second, third] = RING as [RingAccount, RingAccount, RingAccount];
const pictures: Record<string, Canvas> = {
  'profile-lumen.vault.png': profile(first, 'February 2026', 46),
  'profile-brassanddusk.png': profile(third, 'February 2026', 41),
  'chat-brassanddusk.png': chat(third),
  'payout-settings-lumen_vault_2.png': payoutPage(second),
};
for (const [name, canvas] of Object.entries(pictures))
  writeFileSync(fileURLToPath(new URL(name, import.meta.url)), canvas.toBuffer('image/png'));
