import { describe, expect, it } from 'vitest';
import { covers, regionFor, seen } from '../../../../renderer/features/board/draw/picture.ts';
import {
  createScene,
  edgeUnder,
  encloses,
  type Joined,
  nodesWithin,
  nodeUnder,
} from '../../../../renderer/features/board/draw/scene.ts';
import { edgesOf, nodesOf } from '../../../../shared/domain/board-elements.ts';
import { viewOf } from './view.ts';

/** Items of 160 by 40, 200 apart. */
const view = viewOf({ a: 'account', b: 'ip', c: 'email' }, [
  ['1', 'a', 'b'],
  ['2', 'b', 'c'],
  ['3', 'c', 'b'],
]);
function sceneOf(of = view) {
  const scene = createScene();
  const show = (next: typeof view): boolean => scene.show(nodesOf(next, new Map()), edgesOf(next));
  show(of);
  return { scene, show };
}

describe('scene', () => {
  it('tells whether anything is drawn otherwise', () => {
    const { scene, show } = sceneOf();
    expect(show({ ...view, undo: 'Move 1 item' })).toBe(false);
    const [first, ...others] = view.items;
    if (!first) throw new Error('no item');
    const moved = { ...view, items: [{ ...first, x: 40 }, ...others] };
    expect(show(moved)).toBe(true);
    expect(scene.nodes.get('a')).toMatchObject({ x: 40 });
    expect(show({ ...moved, items: others })).toBe(true);
    expect([...scene.edges.keys()]).toEqual(['2', '3']); // a link goes with its end
    expect(show(view)).toBe(true);
    expect(scene.edgesAt('a').map(({ id }) => id)).toEqual(['1']);
    expect(scene.edgesAt('b').map(({ id }) => id)).toEqual(['1', '2', '3']);
  });
  it('keeps the order of what is shown, also where something new comes first', () => {
    const { scene, show } = sceneOf({ ...view, items: view.items.slice(1) });
    show(view);
    expect([...scene.nodes.keys()]).toEqual(['a', 'b', 'c']);
  });
  it('draws where a node was dragged, also when what is shown comes again', () => {
    const { scene } = sceneOf();
    scene.move('a', { x: -500, y: 0 });
    expect(scene.bounds()).toMatchObject({ x: (-580 + 480) / 2, width: 1060 });
    expect(nodeUnder(scene, { x: -500, y: 10 })).toBe('a');
  });
  it('finds what lies under a point', () => {
    const { scene } = sceneOf();
    expect(nodeUnder(scene, { x: 79, y: 19 })).toBe('a');
    expect(nodeUnder(scene, { x: 100, y: 0 })).toBeNull();
    expect(edgeUnder(scene, { x: 100, y: 3 }, 5)).toBe('1');
    expect(edgeUnder(scene, { x: 100, y: 8 }, 5)).toBeNull();
    // Two links that join the same two things are bent apart, each to its side of the middle.
    const [up, down] = [-32, 32].map((y) => edgeUnder(scene, { x: 300, y }, 6));
    expect(new Set([up, down])).toEqual(new Set(['2', '3']));
  });
  it('finds what a box or a lasso takes in', () => {
    const { scene } = sceneOf();
    expect(nodesWithin(scene, { x: 100, y: 0, width: 50, height: 10 })).toEqual(['a', 'b']);
    const bay = [
      { x: -50, y: -50 },
      { x: 450, y: -50 },
      { x: 450, y: 50 },
      { x: 350, y: 50 },
      { x: 350, y: -30 },
      { x: 50, y: -30 },
      { x: 50, y: 50 },
      { x: -50, y: 50 },
    ];
    expect(nodesWithin(scene, bay)).toEqual(['a', 'c']);
    expect(encloses(bay, { x: 200, y: -40 })).toBe(true);
  });
});

describe('the picture of what is seen', () => {
  const size = { width: 1000, height: 600 };
  const bounds = { x: 0, y: 0, width: 20_000, height: 20_000 };
  it('has a margin that the view can be moved by', () => {
    const camera = { x: 500, y: 300, zoom: 1 };
    const region = regionFor(camera, size, bounds, 1);
    expect(region.scale).toBe(1);
    expect(covers(region, camera, size, bounds)).toBe(true);
    expect(covers(region, { ...camera, x: camera.x + 500 }, size, bounds)).toBe(true);
    expect(covers(region, { ...camera, x: camera.x + 700 }, size, bounds)).toBe(false);
    expect(seen(camera, size.width, size.height)).toEqual({ x: 0, y: 0, ...size });
  });
  it('is no larger than the board, and bounded on the finest screen', () => {
    const far = regionFor({ x: 500, y: 300, zoom: 0.02 }, size, bounds, 1);
    expect(far.area.width).toBeLessThan(20_400);
    const fine = regionFor({ x: 0, y: 0, zoom: 2 }, { width: 3840, height: 2160 }, bounds, 3);
    expect(fine.area.width * fine.area.height * fine.scale ** 2).toBeLessThanOrEqual(6_000_001);
    expect(covers(fine, { x: 0, y: 0, zoom: 2 }, { width: 3840, height: 2160 }, bounds)).toBe(true);
  });
});

describe('links in the window', () => {
  it('run around an item that they do not join, also after it was moved into their way', () => {
    const { scene } = sceneOf(viewOf({ a: 'account', b: 'ip', c: 'email' }, [['1', 'a', 'c']]));
    const edge = scene.edges.get('1') as Joined;
    const { bend } = scene.courseOf(edge);
    expect(bend).not.toBe(0);
    expect(edgeUnder(scene, { x: 200, y: 0 }, 5)).toBeNull(); // not where it would be straight
    scene.move('b', { x: 200, y: 400 });
    expect(scene.courseOf(edge).bend).toBe(bend); // what is not being moved keeps its way meanwhile
    scene.settle();
    expect(scene.courseOf(edge)).toEqual({ bend: 0 });
    expect(edgeUnder(scene, { x: 200, y: 0 }, 5)).toBe('1');
    scene.move('c', { x: 400, y: 800 });
    expect(scene.courseOf(edge).corners ?? scene.courseOf(edge).bend).not.toBe(0); // what is being moved finds it at once
  });
});
