import { geoEquirectangular, geoGraticule10, geoPath } from 'd3-geo';
import { feature } from 'topojson-client';
import world from 'world-atlas/land-110m.json';

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const WIDTH = 360;
const HEIGHT = 180;
const projection = geoEquirectangular().fitSize([WIDTH, HEIGHT], { type: 'Sphere' });
const draw = geoPath(projection);
const topology = world as unknown as Parameters<typeof feature>[0];
const LAND = draw(feature(topology, 'land')) ?? '';
const GRATICULE = draw(geoGraticule10()) ?? '';

/** Where on the world a position lies. Outlines of 1:110 million (Natural Earth): it tells the region, not the street. */
export function WorldMap({ position, label }: { position: Position; label: string }) {
  const [x, y] = projection([position.longitude, position.latitude]) ?? [0, 0];
  return (
    <svg className="rt-evidence-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="rt-evidence-map-graticule" d={GRATICULE} />
      <path className="rt-evidence-map-land" d={LAND} />
      <path className="rt-evidence-map-cross" d={`M${x},0V${HEIGHT}M0,${y}H${WIDTH}`} />
      <circle className="rt-evidence-map-dot" cx={x} cy={y} r={4} />
    </svg>
  );
}
