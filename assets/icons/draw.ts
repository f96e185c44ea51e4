import { writeFileSync } from 'node:fs';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

/**
 * Draws the program's icon: a red thread through three pins. `node assets/icons/draw.ts` writes the pictures that the
 * packager and the window use; electron-builder makes .icns and .ico from the largest.
 */
const SIZES = [1024, 512, 256, 128, 64, 32] as const;
const GROUND = '#17191f';
const THREAD = '#e5333f';
const SHADE = 'rgba(0, 0, 0, 0.45)';
const PIN = '#f4f1ea';

/** All lengths below are in 1024ths of the icon. */
const PINS: readonly (readonly [number, number])[] = [
  [262, 300],
  [770, 372],
  [404, 760],
];

function tile(context: SKRSContext2D): void {
  context.fillStyle = GROUND;
  context.beginPath();
  context.roundRect(60, 60, 904, 904, 200);
  context.fill();
}

/** One line from pin to pin with a loop on its way, as a thread falls. */
function thread(context: SKRSContext2D): void {
  const [[ax, ay], [bx, by], [cx, cy]] = PINS as [[number, number], [number, number], [number, number]];
  context.beginPath();
  context.moveTo(60, 196);
  context.quadraticCurveTo(150, 300, ax, ay);
  context.bezierCurveTo(400, 300, 470, 480, 560, 470);
  context.bezierCurveTo(650, 460, 620, 330, 545, 352);
  context.bezierCurveTo(470, 374, 560, 560, bx, by);
  context.bezierCurveTo(790, 600, 560, 610, cx, cy);
  context.bezierCurveTo(560, 800, 760, 740, 964, 846);
  context.stroke();
}

function pin(context: SKRSContext2D, x: number, y: number, shift: number): void {
  context.beginPath();
  context.arc(x + shift, y + shift, 62, 0, 2 * Math.PI);
  context.fill();
}

function draw(size: number): Buffer {
  const canvas = createCanvas(size, size);
  const context = canvas.getContext('2d');
  context.scale(size / 1024, size / 1024);
  tile(context);
  context.save();
  context.beginPath();
  context.roundRect(60, 60, 904, 904, 200);
  context.clip();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  // A thin line would vanish in the smallest pictures.
  context.lineWidth = size <= 64 ? 74 : 52;
  context.strokeStyle = SHADE;
  context.save();
  context.translate(14, 18);
  thread(context);
  context.restore();
  context.strokeStyle = THREAD;
  thread(context);
  for (const [x, y] of PINS) {
    context.fillStyle = SHADE;
    pin(context, x, y, 12);
    context.fillStyle = PIN;
    pin(context, x, y, 0);
    context.fillStyle = THREAD;
    context.beginPath();
    context.arc(x, y, 26, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
  return canvas.toBuffer('image/png');
}

for (const size of SIZES) writeFileSync(new URL(`./${size}x${size}.png`, import.meta.url), draw(size));
writeFileSync(new URL('./icon.png', import.meta.url), draw(1024));
