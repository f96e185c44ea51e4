import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** Writes pictures into a folder, as a process of its own: whoever measures a print holds nothing of how its pictures came about. */
const [folder = '', count = '0'] = process.argv.slice(2);

const SCREEN = { width: 1600, height: 1000 } as const;
let grain: Canvas | undefined;
let canvas: Canvas | undefined;
/** Grain that no compression takes away, like a photograph's, and a number of its own. */
function picture(number: number): Buffer {
  grain ??= grainy();
  canvas ??= createCanvas(SCREEN.width, SCREEN.height); // one for all: what it holds is not given back at once
  const context = canvas.getContext('2d');
  context.drawImage(grain, 0, 0);
  context.fillStyle = '#101820';
  context.font = '40px sans-serif';
  context.fillText(`Screen ${number}`, 80, 120);
  return canvas.toBuffer('image/jpeg', 97);
}
function grainy(): Canvas {
  const canvas = createCanvas(SCREEN.width, SCREEN.height);
  const context = canvas.getContext('2d');
  const image = context.createImageData(SCREEN.width, SCREEN.height);
  const { data } = image;
  let state = 1; // a plain generator, of Park and Miller
  for (let at = 0; at < data.length; at += 4) {
    state = (state * 48271) % 2147483647;
    data[at] = 90 + (state % 60);
    data[at + 1] = 110 + (state % 60);
    data[at + 2] = 140 + (state % 60);
    data[at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

for (let at = 0; at < Number(count); at++) writeFileSync(join(folder, `screen-${at}.jpg`), picture(at));
