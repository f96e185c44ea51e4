import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** A made-up picture: a sky, a ground and a score of shapes, all of them by `seed`. */
export function scene(seed: number, width = 640, height = 480): Canvas {
  let state = seed * 2654435761;
  const random = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
  const colour = () => `hsl(${random() * 360} ${30 + random() * 60}% ${15 + random() * 70}%)`;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = colour();
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour();
  context.fillRect(0, height * (0.3 + random() * 0.5), width, height);
  for (let n = 0; n < 20; n++) {
    context.fillStyle = colour();
    const [x, y, size] = [random() * width, random() * height, (0.05 + random() * 0.2) * width];
    context.beginPath();
    if (random() < 0.5) context.rect(x, y, size, size * (0.3 + random()));
    else context.ellipse(x, y, size / 2, size * (0.2 + random() * 0.5), random() * 3, 0, 7);
    context.fill();
  }
  return canvas;
}
