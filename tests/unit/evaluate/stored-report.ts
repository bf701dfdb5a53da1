const VIDEO = { width: 8, height: 6, fps: 12, bytes: 10, sha256: 'ab'.repeat(32) };

const row = (model: string, scene: string, mean: number) => ({
  ...{ model, scene, metric: 'union_iou', horizon: 1, mean, low: mean - 0.1, high: mean + 0.1, n: 2 },
});

/** What a small report.json holds: two models and the truth, two clips, a context of 2 and a horizon of 2. */
export const storedReport = () => ({
  version: 1,
  toolkit_version: '0.1.0',
  verdict: { headline: '<b>a</b> wins', details: ['because'], cautions: [] },
  protocol: { context: 2, horizon: 2, starts: [0], rollout: 'free', bootstrap_draws: 10, bootstrap_seed: 0 },
  models: [
    { name: 'a', role: 'subject', source: 'a.onnx', sha256: 'ab', provider: 'cpu' },
    { name: 'b', role: 'baseline', source: 'b.onnx', sha256: 'cd', provider: 'cpu' },
    { name: 'truth', role: 'truth', source: 'itself', sha256: null, provider: null },
  ],
  datasets: [{ name: 'd', plan_sha256: 'ef', clips: 2, width: 8, height: 6, fps: 12 }],
  requirements: [{ text: 'union_iou@1>=.5', model: 'a', value: 0.9, found: 'a has 0.9', met: true }],
  rows: [row('a', 'all', 0.9), row('b', 'all', 0.4), row('a', 'one', 0.8)],
  comparisons: [{ ...row('a', 'all', 0.5), against: 'b' }],
  clips: ['one-0.main.0', 'two-0.main.0'].flatMap((clip, i) => {
    const at = { scene: i === 0 ? 'one' : 'two', cluster: clip.slice(0, 5), clip };
    return [
      {
        model: 'a',
        ...at,
        union_iou: [0.9 - i / 2, 0.5],
        energy_residual: [0.1, null],
        frames: { video: 0, first: 2 * i },
      },
      { model: 'b', ...at, union_iou: [0.4, null], frames: { video: 1, first: 2 * i } },
      { model: 'truth', ...at, union_iou: [1, 1], frames: { video: 2, first: 2 + 4 * i } },
    ];
  }),
  videos: [4, 4, 8].map((frames, i) => ({
    path: `clips/${String(i).repeat(32)}.mp4`,
    frames,
    ...VIDEO,
  })),
});
