import { number, type Scalars, strict, type Value, wrong } from './value.ts';

/** Mean radius of the earth in km, R1 = (2a + b) / 3 of GRS 80 (Moritz, "Geodetic Reference System 1980", 2000). */
export const EARTH_KM = 6371.0088;

function degrees(value: Value, most: number, what: string): number {
  const made = number('haversine_km', value);
  if (!(Math.abs(made) <= most)) throw wrong('haversine_km', `${made} is not a ${what}: from -${most} to ${most}.`);
  return (made * Math.PI) / 180;
}

/** R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68(2), 1984. A sphere: up to 0.6 % from the ellipsoid. */
const haversine = strict((lat1: Value, lon1: Value, lat2: Value, lon2: Value): Value => {
  const [one, other] = [degrees(lat1, 90, 'latitude'), degrees(lat2, 90, 'latitude')];
  const [from, to] = [degrees(lon1, 180, 'longitude'), degrees(lon2, 180, 'longitude')];
  const half = Math.sin((other - one) / 2) ** 2 + Math.cos(one) * Math.cos(other) * Math.sin((to - from) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
});

export const geographyFunctions = {
  haversine_km: {
    runs: [(lat1: Value, lon1: Value, lat2: Value, lon2: Value) => haversine([lat1, lon1, lat2, lon2])],
  },
} satisfies Scalars;
