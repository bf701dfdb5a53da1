/** A thing that the viewer can open, by the key that its addresses carry. */
export type Shown = { readonly key: string; readonly name: string };

/** A scene to play. Its file is `scenes/<key>.json`. */
export type ShownScene = Shown & { readonly summary: string };

/** A world model to dream with. Its file is `models/<key>.onnx`; a side-car may lie beside it. */
export type ShownModel = Shown & { readonly bytes: number; readonly sideCar: boolean };

/** What could not be opened, in the sentence that `verify` would say. */
export type ShownFault = { readonly name: string; readonly message: string; readonly hint: string };

/**
 * What one viewer shows: the file `view.json` beside its page. Everything else is found under the addresses of
 * core/view/addresses.ts, so that a server may make them when asked and a folder of files may hold them.
 */
export type ViewManifest = {
  /** worldwright's version. */
  readonly toolkit: string;
  /** Whether a server answers: it tells when a scene's file changes. A folder of files does not. */
  readonly live: boolean;
  /** Where to begin when the address says nothing. */
  readonly start: { readonly page: 'play' | 'data' | 'predictions' | 'dream'; readonly key: string };
  readonly scenes: readonly ShownScene[];
  readonly datasets: readonly Shown[];
  /** Reports and folders of predictions. */
  readonly predictions: readonly Shown[];
  readonly models: readonly ShownModel[];
  readonly faults: readonly ShownFault[];
};
