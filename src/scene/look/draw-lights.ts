import type { Light } from '../../core/episode.ts';
import { cos, sin } from '../../core/exact-math.ts';
import type { Rng } from '../../core/rng.ts';
import { temperatureHex } from './color-temperature.ts';
import { drawColor } from './oklch.ts';

type Drawn = { readonly lights: readonly Light[]; readonly parameters: Readonly<Record<string, number>> };

/**
 * A sun anywhere 25° to 80° high and a light from all around it. Together they light level ground by
 * 0.85 to 1.15, so that no episode is dark and none is burnt out.
 */
export function drawLights(rng: Rng): Drawn {
  const elevationDeg = rng.uniform(25, 80);
  const azimuthDeg = rng.uniform(0, 360);
  const [elevation, azimuth] = [elevationDeg, azimuthDeg].map((deg) => (deg * Math.PI) / 180) as [
    number,
    number,
  ];
  const level = rng.uniform(0.85, 1.15);
  const ambient = level * rng.uniform(0.35, 0.65);
  const intensity = (level - ambient) / sin(elevation);
  const kelvin = rng.uniform(3500, 9000);
  const flat = cos(elevation);
  return {
    lights: [
      { kind: 'ambient', color: drawColor(rng, [0.93, 0.99], [0, 0.025]), intensity: ambient },
      {
        kind: 'sun',
        color: temperatureHex(kelvin),
        intensity,
        direction: [-flat * cos(azimuth), -flat * sin(azimuth), -sin(elevation)],
        shadow: true,
      },
    ],
    parameters: {
      sun_elevation_deg: elevationDeg,
      sun_azimuth_deg: azimuthDeg,
      sun_temperature_k: kelvin,
      sun_intensity: intensity,
      ambient_intensity: ambient,
    },
  };
}
