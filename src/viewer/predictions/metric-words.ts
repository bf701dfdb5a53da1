import { METRICS, type Metric } from '../../metrics/metric-ids.ts';

/** What a reader needs to know about a measure, of this version or of a later one. */
export type MetricWords = Pick<Metric, 'label' | 'unit' | 'better' | 'digits' | 'meaning'> & {
  readonly id: string;
};

/** Whether a measure says how far the physics is off; the strip under the clip shows all of these. */
export const isResidual = (id: string): boolean => id.endsWith('_residual');

/** The words of a measure; a name that is not known speaks for itself. */
export function metricWords(id: string): MetricWords {
  const known = METRICS.find((metric) => metric.id === id);
  if (known !== undefined) return known;
  const plain = id.replaceAll('_', ' ');
  return {
    ...{ id, label: `${plain[0]?.toUpperCase() ?? ''}${plain.slice(1)}` },
    ...(isResidual(id)
      ? { unit: 'px', digits: 2, better: 'lower' }
      : { unit: '', digits: 3, better: 'higher' }),
    meaning: isResidual(id) ? 'How far bodies break the laws of motion in this frame, by themselves.' : '',
  };
}

/** A value with as many decimals as are worth it; a dash where there is none. */
export const valueText = (value: number | null | undefined, { digits }: MetricWords): string =>
  value === null || value === undefined
    ? '–'
    : value
        .toFixed(digits)
        .replace(/^-(?=[0.]*$)/, '')
        .replace('-', '−');

/** A difference with its sign. */
export const signedText = (value: number, words: MetricWords): string =>
  `${value > 0 && Number(value.toFixed(words.digits)) > 0 ? '+' : ''}${valueText(value, words)}`;

/** A measure's name with its unit. */
export const titleOf = ({ label, unit }: MetricWords): string => (unit === '' ? label : `${label}, ${unit}`);
