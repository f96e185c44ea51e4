import { type Context, type Look, painting, type View } from './paint.ts';
import {
  beginLayer,
  type Camera,
  coarseRegion,
  covers,
  createLayer,
  flush,
  type Layer,
  placeLayer,
  type Region,
  regionFor,
  seen,
} from './picture.ts';
import type { Scene } from './scene.ts';

/**
 * The board on the screen. Drawing thousands of links takes longer than a frame has, so that what moves is a picture:
 * one of what is seen with a margin, below it a coarse one of everything, above it what is selected or dragged. A new picture
 * is drawn a little in every frame, out of sight, and shown when it is whole.
 */
export interface Stage {
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
  look(to: Camera): void;
  /** Something is drawn otherwise. @param late where it may wait until the picture that is being drawn is whole */
  stale(late?: boolean): void;
  /** Nodes that are drawn over the picture, at every frame, instead of in it. */
  lift(ids: ReadonlySet<string>): void;
  /** What is over the picture has changed. */
  refresh(): void;
  /** What is drawn over the picture still, though it may have been put down. */
  readonly lifted: ReadonlySet<string>;
  destroy(): void;
}
export interface Staged {
  readonly scene: Scene;
  readonly look: () => Look;
  readonly ground: () => string;
  /** Draws what is over the picture. @returns whether there is anything */
  paintOver(context: Context, view: View): boolean;
  /** Whether something is drawn at every frame, so that no time is to be taken. */
  busy(): boolean;
  onView(): void;
  /** The coarse picture of everything is whole. */
  onCoarse(layer: Layer): void;
}

const NONE: ReadonlySet<string> = new Set();
const REST_MS = 140;
/** Milliseconds of drawing a frame: while something moves, while nothing does, and while there is nothing to see yet. */
const SLICE = { moving: 5, resting: 12, first: 100 } as const;

interface Job {
  readonly layer: Layer;
  readonly region: Region;
  readonly lifted: ReadonlySet<string>;
  readonly steps: Generator<void>;
}

export function createStage(container: HTMLElement, staged: Staged): Stage {
  const { scene } = staged;
  const coarse = createLayer(container, true);
  let front = createLayer(container, true);
  let back = createLayer(container, true);
  const over = createLayer(container, false);
  let camera: Camera = { x: 0, y: 0, zoom: 1 };
  let size = { width: container.clientWidth, height: container.clientHeight };
  let job: Job | null = null;
  let [stale, coarseStale, overStale, placed] = [true, true, true, false];
  let skipped = NONE;
  let lifted = NONE;
  let movedAt = -Infinity;
  let frame = 0;

  const moving = (): boolean => performance.now() - movedAt < REST_MS || staged.busy();
  const wake = (): void => {
    frame ||= requestAnimationFrame(tick);
  };
  const begin = (layer: Layer, region: Region, without: ReadonlySet<string>): Job => {
    const context = beginLayer(layer, region, staged.ground());
    const view = { area: region.area, zoom: region.zoom, scale: region.scale };
    return { layer, region, lifted: without, steps: painting(context, scene, staged.look(), view, without) };
  };
  /** The picture to draw next, if one is wanted. */
  const next = (): Job | null => {
    const bounds = scene.bounds();
    if (!bounds) return null;
    const { region } = front;
    const fits = region !== null && covers(region, camera, size, bounds);
    if (stale || !fits || (region.zoom !== camera.zoom && !moving())) {
      if (region && !stale && region.zoom !== camera.zoom && moving()) return null; // the next turn of the wheel would end it
      stale = false;
      return begin(back, regionFor(camera, size, bounds, window.devicePixelRatio), skipped);
    }
    if (!coarseStale || moving()) return null;
    coarseStale = false;
    return begin(coarse, coarseRegion(bounds), NONE);
  };
  const done = ({ layer, lifted: without }: Job): void => {
    job = null;
    if (layer === coarse) return staged.onCoarse(coarse);
    [front, back] = [back, front];
    lifted = without;
    overStale = true;
    placed = false;
  };
  const work = (): void => {
    if (job?.layer === coarse && (stale || moving())) {
      job = null;
      coarse.region = null;
      coarseStale = true;
    }
    const until = performance.now() + (front.region ? (moving() ? SLICE.moving : SLICE.resting) : SLICE.first);
    job ??= next();
    while (job) {
      const finished = job.steps.next().done === true;
      flush(job.layer.context);
      if (finished) {
        done(job);
        job = next();
      }
      if (performance.now() > until) break;
    }
    const whole = job?.layer !== back && !stale && (front.region !== null || scene.bounds() === null);
    container.dataset['picture'] = whole ? 'whole' : 'partial';
  };
  const paintOver = (): void => {
    overStale = staged.busy();
    const region =
      staged.busy() || !front.region
        ? {
            area: seen(camera, size.width, size.height),
            zoom: camera.zoom,
            scale: camera.zoom * window.devicePixelRatio,
          }
        : front.region;
    const context = beginLayer(over, region, null);
    if (!staged.paintOver(context, region)) over.region = null;
  };
  const place = (): void => {
    const bounds = scene.bounds();
    placeLayer(front, camera, bounds !== null);
    back.canvas.style.display = 'none';
    const enough = bounds === null || (front.region !== null && covers(front.region, camera, size, bounds));
    placeLayer(coarse, camera, !enough);
    placed = true;
  };
  const tick = (): void => {
    frame = 0;
    work();
    if (overStale) paintOver();
    if (!placed) place();
    placeLayer(over, camera);
    if (job || stale || coarseStale || moving()) wake();
  };
  const observer = new ResizeObserver(() => {
    size = { width: container.clientWidth, height: container.clientHeight };
    overStale = true;
    placed = false;
    staged.onView();
    wake();
  });
  observer.observe(container);
  wake();
  return {
    get camera() {
      return camera;
    },
    get size() {
      return size;
    },
    get lifted() {
      return lifted;
    },
    look(to) {
      camera = to;
      movedAt = performance.now();
      placed = false;
      staged.onView();
      wake();
    },
    stale(late = false) {
      stale = coarseStale = true;
      if (!late && job) {
        if (job.layer === coarse) coarse.region = null;
        job = null;
      }
      overStale = true;
      wake();
    },
    lift(ids) {
      skipped = ids;
      lifted = new Set([...lifted, ...ids]);
      stale = coarseStale = true;
      job = null;
      overStale = true;
      wake();
    },
    refresh() {
      overStale = true;
      wake();
    },
    destroy() {
      cancelAnimationFrame(frame);
      observer.disconnect();
      for (const { canvas } of [coarse, front, back, over]) canvas.remove();
    },
  };
}
