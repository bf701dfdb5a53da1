/** Where a model runs, by onnxruntime's name. */
export type Provider = 'cuda' | 'webgpu' | 'cpu';

/** In the order in which they are probed. */
export const PROVIDERS: readonly Provider[] = ['cuda', 'webgpu', 'cpu'];

export type TensorData =
  | Float32Array
  | Float64Array
  | Uint8Array
  | Uint16Array
  | Int32Array
  | BigInt64Array
  | Int8Array
  | Int16Array
  | Uint32Array
  | BigUint64Array;

/** One array that goes into or comes out of a model, row-major. */
export type TensorValue = {
  /** onnxruntime's word: `float32`, `float16` (bits in a Uint16Array), `uint8`, `int64` … */
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: TensorData;
};

/** An array that stays where the provider works, to be fed to another run there. Release it, or it holds memory. */
export type DeviceTensor = {
  readonly type: string;
  readonly dims: readonly number[];
  /** onnxruntime's own value: of no use elsewhere. */
  readonly held: object;
  release(): void;
};

/** What a model says about one of its inputs or outputs; a name stands for a size not fixed. */
export type TensorInfo = {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
};

/** A loaded model. Holds native memory: close it. `Output` says where what comes out may be. */
export type OnnxSession<Output extends TensorValue | DeviceTensor = TensorValue> = {
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly provider: Provider;
  /**
   * Runs once; one run at a time. `outputs` names what is wanted.
   *
   * @param into - Arrays that outputs of these names are written to, in place of new ones.
   */
  run(
    feeds: Readonly<Record<string, TensorValue | DeviceTensor>>,
    outputs: readonly string[],
    into?: Readonly<Record<string, TensorValue>>,
  ): Promise<Readonly<Record<string, Output>>>;
  close(): Promise<void>;
};
