import { type GeoProjection, geoEqualEarth, geoGraticule10, geoMercator, geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import near from 'world-atlas/countries-50m.json' with { type: 'json' };
import far from 'world-atlas/countries-110m.json' with { type: 'json' };
import type { Chart } from '../../contract/charts.ts';
import type { DrawnOf } from '../charts.ts';
import type { Room } from './axes.ts';
import { circle } from './marks.ts';
import { path, rect, type Shape, text } from './scene.ts';

type Topology = Parameters<typeof feature>[0];
/** Degrees of longitude or latitude from which on the whole world is drawn, with outlines of 1:110 million; below, 1:50 million (Natural Earth). */
const WORLD = 110;
/** Of more places than this the marks are smaller. */
const MANY = 200;
/** A map shows at least so many degrees, so that outlines say where it is. */
const LEAST = 5;

/** Places on outlines of land and countries; the larger a mark, the more rows lie there. */
export function drawPlaces(_chart: Chart, { places }: DrawnOf<'places'>, room: Room): Shape[] {
  const { size } = room;
  const { left, top, right, bottom } = room;
  const span = spanOf(places);
  const whole = span === null || span.east - span.west > WORLD || span.north - span.south > WORLD;
  const projection = whole ? world(room) : region(span, room);
  const draw = geoPath(
    projection.clipExtent([
      [left, top],
      [right, bottom],
    ]),
  ).digits(1);
  const topology = (whole ? far : near) as unknown as Topology;
  const land = draw(feature(topology, 'land')) ?? '';
  const borders =
    draw(
      mesh(
        topology as never,
        (topology as unknown as { objects: { countries: never } }).objects.countries,
        (one, other) => one !== other,
      ),
    ) ?? '';
  const most = Math.max(1, ...places.map(({ rows }) => rows));
  const least = places.length > MANY ? 0.1 : 0.25;
  const radius = (rows: number): number => size * (least + 0.9 * Math.sqrt(rows / most));
  const marks = places.flatMap(({ longitude, latitude, rows }, place): Shape[] => {
    const at = projection([longitude, latitude]);
    if (!at) return [];
    const title = `${latitude}, ${longitude}: ${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
    return [
      path(circle(at[0], at[1], radius(rows)), {
        fill: 'series-3',
        stroke: 'surface',
        weight: size / 24,
        opacity: 0.78,
        title,
        place,
      }),
    ];
  });
  return [
    rect(left, top, right - left, bottom - top, { fill: 'water' }),
    path(draw(geoGraticule10()) ?? '', { stroke: 'grid', weight: size / 24 }),
    path(land, { fill: 'land' }),
    path(borders, { stroke: 'border', weight: size / 20 }),
    ...marks,
    ...(most > 1 ? legend(most, radius, room) : []),
  ];
}

interface Span {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}
function spanOf(places: DrawnOf<'places'>['places']): Span | null {
  if (places.length === 0) return null;
  const longitudes = places.map(({ longitude }) => longitude);
  const latitudes = places.map(({ latitude }) => latitude);
  return {
    west: Math.min(...longitudes),
    east: Math.max(...longitudes),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes),
  };
}

const world = ({ left, top, right, bottom }: Room): GeoProjection =>
  geoEqualEarth().fitExtent(
    [
      [left, top],
      [right, bottom],
    ],
    { type: 'Sphere' },
  );

function region({ west, east, south, north }: Span, { left, top, right, bottom }: Room): GeoProjection {
  const wide = Math.max(LEAST, (east - west) * 1.25);
  const tall = Math.max(LEAST, (north - south) * 1.25);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const limit = (latitude: number) => Math.max(-80, Math.min(80, latitude));
  const corners: [number, number][] = [
    [x - wide / 2, limit(y - tall / 2)],
    [x + wide / 2, limit(y + tall / 2)],
  ];
  return geoMercator().fitExtent(
    [
      [left, top],
      [right, bottom],
    ],
    { type: 'MultiPoint', coordinates: corners },
  );
}

function legend(most: number, radius: (rows: number) => number, { left, bottom, size }: Room): Shape[] {
  const half = Math.max(1, Math.round(most / 2));
  const all = [...new Set([1, half, most])];
  const height = size * 1.9 * all.length + size * 0.8;
  const widest = `${most.toLocaleString('en-US')} rows`.length * size * 0.6 + size * 4;
  return [
    rect(left + size * 0.6, bottom - height - size * 0.6, widest, height, { fill: 'surface', opacity: 0.9 }),
    ...all.flatMap((rows, at): Shape[] => {
      const y = bottom - height + size * 1.9 * at + size * 0.8;
      return [
        path(circle(left + size * 2.2, y, radius(rows)), { fill: 'series-3', opacity: 0.78 }),
        text(
          left + size * 4,
          y + size * 0.35,
          `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`,
          size,
          'start',
          'ink',
        ),
      ];
    }),
  ];
}
