export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Degrees with six decimals, which is about 10 cm: "43.467448, 11.885127". */
export const decimalWords = ({ latitude, longitude }: Position): string =>
  `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`;

/** Degrees, minutes and seconds: 43°28'02.8"N 11°53'06.5"E. */
export const dmsWords = ({ latitude, longitude }: Position): string =>
  `${dms(latitude, 'N', 'S')} ${dms(longitude, 'E', 'W')}`;

function dms(value: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(value) * 36_000); // rounded once, so that no 60 seconds come out
  const two = (part: number) => String(part).padStart(2, '0');
  const [degrees, minutes, seconds] = [Math.floor(tenths / 36_000), Math.floor(tenths / 600) % 60, tenths % 600];
  return `${degrees}°${two(minutes)}'${(seconds / 10).toFixed(1).padStart(4, '0')}"${value < 0 ? negative : positive}`;
}
