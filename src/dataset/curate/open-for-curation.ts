import { ToolkitError } from '../../core/error.ts';
import { checkAtRest, checkFinished } from '../check-finished.ts';
import { type ListedDataset, listDataset } from '../list-dataset.ts';

/** Refuses datasets that cannot be curated together. */
function checkDatasets(datasets: readonly ListedDataset[]): void {
  const refusal = (rule: string, got: string, hint: string): ToolkitError =>
    new ToolkitError('curate/input', `${rule}, ${got}.`, hint);
  for (const [i, { dir, plan, planSha256 }] of datasets.entries()) {
    if (plan.twins)
      throw refusal(
        'Impossible twins are pairs for tests, of which nothing may be left out',
        `and ${dir} is of such`,
        'Curate another dataset.',
      );
    const twice = datasets.slice(0, i).find((other) => other.planSha256 === planSha256);
    if (twice === undefined) continue;
    throw refusal(
      'Datasets that are curated together must be different ones',
      `but ${twice.dir} and ${dir} have the same plan`,
      'Name each dataset once.',
    );
  }
}

/**
 * Opens and checks the datasets.
 *
 * @throws {@link ToolkitError} as `listDataset`; `dataset/in-use`; `curate/input`; `argument/invalid` for none.
 */
export async function openForCuration(dirs: readonly string[]): Promise<readonly ListedDataset[]> {
  if (dirs.length === 0)
    throw new ToolkitError('argument/invalid', 'There must be a dataset to curate, got none.', 'Name one.');
  const datasets: ListedDataset[] = [];
  for (const dir of dirs) datasets.push(await listDataset(dir));
  checkDatasets(datasets);
  for (const dataset of datasets) {
    await checkAtRest(dataset.dir, 'curated');
    checkFinished(dataset, 'curated');
  }
  return datasets;
}
