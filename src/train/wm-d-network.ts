import { exportWmD } from '../world-model/wm-d/export-wm-d.ts';
import { readWmD } from '../world-model/wm-d/read-wm-d-node.ts';
import type { Network } from './network.ts';
import { initialState, openTrainingSession } from './open-training-session.ts';

/** The family of models that this toolkit trains. */
export const WM_D: Network = {
  initialState,
  openSession: openTrainingSession,
  exportModel: exportWmD,
  readModel: async (file) => readWmD(file),
};
