import { COSMOS_PREDICT2 } from './cosmos-predict2/cosmos-predict2.ts';
import { COSMOS_TRANSFER } from './cosmos-transfer/cosmos-transfer.ts';
import { COSMOS3 } from './cosmos3/cosmos3.ts';
import type { ExportFormat } from './export-format.ts';
import { LEROBOT } from './lerobot/lerobot.ts';
import { WEBDATASET } from './webdataset/webdataset.ts';

/** The forms that a dataset can be exported in. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  COSMOS3,
  COSMOS_TRANSFER,
  LEROBOT,
  COSMOS_PREDICT2,
  WEBDATASET,
];
