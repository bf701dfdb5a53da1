import type { ExportFormat } from '../export-format.ts';
import { checkActions, refuseForActions } from './action-checks.ts';
import { ACTION, writeActions } from './action-layout.ts';
import { refuseForVideos, writeVideos } from './video-layout.ts';

/** What post-training of Cosmos Predict 2 and 2.5 reads: videos, or in the layout `action` what an arm did. */
export const COSMOS_PREDICT2: ExportFormat = {
  name: 'cosmos-predict2',
  reader: 'Cosmos Predict 2 and 2.5',
  layouts: ['video', ACTION],
  modalities: ['rgb'],
  check: (one, request) =>
    request.layout === ACTION ? refuseForActions(one, request) : refuseForVideos(one, request),
  checkTogether: async (episodes, request) => {
    if (request.layout === ACTION) await checkActions(episodes, request);
  },
  write: (job) => (job.layout === ACTION ? writeActions(job) : writeVideos(job)),
};
