/** Three shares, taken into 0…1, as `#rrggbb`. */
export const hexColor = (shares: readonly [r: number, g: number, b: number]): string =>
  `#${shares
    .map((share) => Math.round(255 * Math.min(Math.max(share, 0), 1)).toString(16))
    .map((digits) => digits.padStart(2, '0'))
    .join('')}`;
